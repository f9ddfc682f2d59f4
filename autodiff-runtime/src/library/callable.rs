//! How a rule is called as a function: what stands beside each is what `#[differentiate]` puts beside
//! a function.

macro_rules! of_one {
    ($($(#[$doc:meta])* $function:ident;)*) => {$(
        $(#[$doc])*
        #[inline]
        pub fn $function<A: UnaryRule<{ name(stringify!($function)) }>>(a: &A) -> A::Output {
            a.forward().0
        }

        #[doc(hidden)]
        #[allow(non_camel_case_types, missing_debug_implementations)]
        pub enum $function {}

        #[doc(hidden)]
        impl $function {
            #[inline]
            pub fn forward<A>(a: &A) -> (A::Output, A::Kept)
            where
                A: UnaryRule<{ name(stringify!($function)) }>,
            {
                a.forward()
            }

            #[inline]
            pub fn backward<A>(
                kept: &A::Kept,
                a: &A,
                d_a: &mut GradientOf<A>,
                d_result: GradientOf<A::Output>,
            ) where
                A: UnaryRule<{ name(stringify!($function)) }>,
            {
                a.operand(kept, &d_result, d_a);
            }
        }

        impl<A> Function<(Ref<A>,)> for $function
        where
            A: UnaryRule<{ name(stringify!($function)) }>,
        {
            type Output = A::Output;
            type Cache = A::Kept;
            type Calls = Vec<A::Kept>;
        }
    )*};
}

macro_rules! of_two {
    ($($(#[$doc:meta])* $function:ident;)*) => {$(
        $(#[$doc])*
        #[inline]
        pub fn $function<A, B: Differentiable>(a: &A, b: &B) -> A::Output
        where
            A: BinaryRule<{ name(stringify!($function)) }, B>,
        {
            a.forward(b).0
        }

        #[doc(hidden)]
        #[allow(non_camel_case_types, missing_debug_implementations)]
        pub enum $function {}

        #[doc(hidden)]
        impl $function {
            #[inline]
            pub fn forward<A, B: Differentiable>(a: &A, b: &B) -> (A::Output, A::Kept)
            where
                A: BinaryRule<{ name(stringify!($function)) }, B>,
            {
                a.forward(b)
            }

            #[inline]
            pub fn backward<A, B: Differentiable>(
                kept: &A::Kept,
                a: &A,
                d_a: &mut GradientOf<A>,
                b: &B,
                d_b: &mut GradientOf<B>,
                d_result: GradientOf<A::Output>,
            ) where
                A: BinaryRule<{ name(stringify!($function)) }, B>,
            {
                a.left(b, kept, &d_result, d_a);
                a.right(b, kept, &d_result, d_b);
            }

            /// Nothing has been added to the adjoint of the left operand before.
            #[inline]
            pub fn backward_first<A, B: Differentiable>(
                kept: &A::Kept,
                a: &A,
                b: &B,
                d_b: &mut GradientOf<B>,
                d_result: GradientOf<A::Output>,
            ) -> GradientOf<A>
            where
                A: BinaryRule<{ name(stringify!($function)) }, B>,
            {
                a.right(b, kept, &d_result, d_b);
                a.d_left(b, kept, d_result)
            }

            #[inline]
            pub fn backward_left<A, B: Differentiable>(
                kept: &A::Kept,
                a: &A,
                d_a: &mut GradientOf<A>,
                b: &B,
                d_result: GradientOf<A::Output>,
            ) where
                A: BinaryRule<{ name(stringify!($function)) }, B>,
            {
                a.left(b, kept, &d_result, d_a);
            }

            #[inline]
            pub fn backward_right<A, B: Differentiable>(
                kept: &A::Kept,
                a: &A,
                b: &B,
                d_b: &mut GradientOf<B>,
                d_result: GradientOf<A::Output>,
            ) where
                A: BinaryRule<{ name(stringify!($function)) }, B>,
            {
                a.right(b, kept, &d_result, d_b);
            }
        }

        impl<A, B: Differentiable> Function<(Ref<A>, Ref<B>)> for $function
        where
            A: BinaryRule<{ name(stringify!($function)) }, B>,
        {
            type Output = A::Output;
            type Cache = A::Kept;
            type Calls = Vec<A::Kept>;
        }
    )*};
}

/// The second operand is a number of any kind, and passed by value.
macro_rules! of_a_number {
    ($($(#[$doc:meta])* $function:ident;)*) => {$(
        $(#[$doc])*
        #[inline]
        pub fn $function<A, B: Differentiable>(a: &A, b: B) -> A::Output
        where
            A: BinaryRule<{ name(stringify!($function)) }, B>,
        {
            a.forward(&b).0
        }

        #[doc(hidden)]
        #[allow(non_camel_case_types, missing_debug_implementations)]
        pub enum $function {}

        #[doc(hidden)]
        impl $function {
            #[inline]
            pub fn forward<A, B: Differentiable>(a: &A, b: B) -> (A::Output, (B, A::Kept))
            where
                A: BinaryRule<{ name(stringify!($function)) }, B>,
            {
                let (result, kept) = a.forward(&b);
                (result, (b, kept))
            }

            #[inline]
            pub fn backward<A, B: Differentiable>(
                (b, kept): &(B, A::Kept),
                a: &A,
                d_a: &mut GradientOf<A>,
                d_result: GradientOf<A::Output>,
            ) -> GradientOf<B>
            where
                A: BinaryRule<{ name(stringify!($function)) }, B>,
            {
                let mut d_b = b.zero_gradient();
                a.left(b, kept, &d_result, d_a);
                a.right(b, kept, &d_result, &mut d_b);
                d_b
            }

            #[inline]
            pub fn backward_left<A, B: Differentiable>(
                (b, kept): &(B, A::Kept),
                a: &A,
                d_a: &mut GradientOf<A>,
                d_result: GradientOf<A::Output>,
            ) where
                A: BinaryRule<{ name(stringify!($function)) }, B>,
            {
                a.left(b, kept, &d_result, d_a);
            }

            #[inline]
            pub fn backward_right<A, B: Differentiable>(
                (b, kept): &(B, A::Kept),
                a: &A,
                d_result: GradientOf<A::Output>,
            ) -> GradientOf<B>
            where
                A: BinaryRule<{ name(stringify!($function)) }, B>,
            {
                a.d_right(b, kept, d_result)
            }
        }

        impl<A, B: Differentiable> Function<(Ref<A>, B)> for $function
        where
            A: BinaryRule<{ name(stringify!($function)) }, B>,
        {
            type Output = A::Output;
            type Cache = (B, A::Kept);
            type Calls = Vec<(B, A::Kept)>;
        }
    )*};
}

/// The operand is a number, and passed by value.
#[cfg(feature = "nalgebra")]
macro_rules! of_value {
    ($($(#[$doc:meta])* $function:ident;)*) => {$(
        $(#[$doc])*
        #[inline]
        pub fn $function<A: UnaryRule<{ name(stringify!($function)) }>>(a: A) -> A::Output {
            a.forward().0
        }

        #[doc(hidden)]
        #[allow(non_camel_case_types, missing_debug_implementations)]
        pub enum $function {}

        #[doc(hidden)]
        impl $function {
            #[inline]
            pub fn forward<A>(a: A) -> (A::Output, (A, A::Kept))
            where
                A: UnaryRule<{ name(stringify!($function)) }>,
            {
                let (result, kept) = a.forward();
                (result, (a, kept))
            }

            #[inline]
            pub fn backward<A>(
                (a, kept): &(A, A::Kept),
                d_result: GradientOf<A::Output>,
            ) -> GradientOf<A>
            where
                A: UnaryRule<{ name(stringify!($function)) }>,
            {
                let mut d_a = a.zero_gradient();
                a.operand(kept, &d_result, &mut d_a);
                d_a
            }
        }

        impl<A> Function<(A,)> for $function
        where
            A: UnaryRule<{ name(stringify!($function)) }>,
        {
            type Output = A::Output;
            type Cache = (A, A::Kept);
            type Calls = Vec<(A, A::Kept)>;
        }
    )*};
}
