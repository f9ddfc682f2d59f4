//! Methods of enums, with `Self` in patterns and literals.

use crate::support::{assert_close, gradient_by_differences};
use autodiff::{Differentiable, differentiate};

#[derive(Clone, Copy, Debug, Differentiable, PartialEq)]
pub enum Layer {
    Relu,
    Leaky(f64),
    Scaled { gain: f64 },
}

#[differentiate]
impl Layer {
    pub fn apply(&self, x: f64) -> f64 {
        match self {
            Layer::Relu => x.max(0.0),
            Layer::Leaky(a) if x < 0.0 => a * x * a,
            Layer::Leaky(_) => x,
            Self::Scaled { gain } => (gain * x).tanh(),
        }
    }

    pub fn checked(&self, x: f64) -> Option<f64> {
        if let Self::Relu = self {
            return None;
        }
        Some(self.apply(x) * x)
    }

    pub fn doubled(&self) -> Self {
        match *self {
            Self::Leaky(a) => Self::Leaky(2.0 * a),
            Self::Scaled { gain } => Self::Scaled { gain: gain * gain },
            Self::Relu => Self::Relu,
        }
    }
}

#[differentiate]
pub fn network(layers: &[Layer], x: f64) -> f64 {
    let mut y = x;
    for layer in layers {
        y = layer.apply(y) + layer.checked(y).unwrap_or(x);
    }
    y
}

#[test]
fn layers() {
    let layers = |p: &[f64]| {
        [
            Layer::Scaled { gain: p[0] },
            Layer::Leaky(p[1]),
            Layer::Relu,
        ]
    };
    for x in [0.75, -0.5] {
        let point = [1.5, 0.25, x];
        let (d, d_x) = network::gradient(&layers(&point), x);
        let [
            LayerGradient::Scaled { gain },
            LayerGradient::Leaky(a),
            LayerGradient::Relu,
        ] = d[..]
        else {
            panic!("other variants: {d:?}");
        };
        let numeric = gradient_by_differences(&|p| network(&layers(p), p[2]), &point);
        assert_close("network", &point, &[gain, a, d_x], &numeric, 1e-7);
    }
}
