//! A function of each visibility, and callers where they are allowed.
#![deny(warnings)]

pub mod outer {
    use autodiff::differentiate;

    /// Public, though it calls a private function: the cache of that call stays private.
    #[differentiate]
    pub fn public(x: f64) -> f64 {
        private(x) * inner::in_parent(x)
    }

    #[differentiate]
    fn private(x: f64) -> f64 {
        x.sin()
    }

    mod inner {
        use autodiff::differentiate;

        #[differentiate]
        pub(super) fn in_parent(x: f64) -> f64 {
            x * super::private(x)
        }

        #[differentiate]
        pub(in crate::outer) fn in_path(x: f64) -> f64 {
            x * x
        }
    }

    #[differentiate]
    pub(crate) fn in_crate(x: f64) -> f64 {
        inner::in_path(x)
    }
}

pub use outer::public as renamed;

fn main() {
    assert_eq!(outer::in_crate::gradient(3.0), 6.0);
    assert_eq!(renamed::gradient(0.0), outer::public::gradient(0.0));
}
