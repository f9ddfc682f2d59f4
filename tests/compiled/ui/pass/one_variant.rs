#![deny(warnings)]

use autodiff::{Differentiable, differentiate};

#[derive(Clone, Debug, Differentiable)]
pub enum Shape {
    Circle { radius: f64 },
}

#[derive(Clone, Debug, Differentiable)]
pub enum Unit {
    Only,
}

#[differentiate]
pub fn area(shape: &Shape, unit: &Unit, scale: Option<f64>) -> Result<f64, String> {
    let factor = match unit {
        Unit::Only => 2.0,
    };
    let scale = scale.ok_or_else(|| format!("no scale for {shape:?}"))?;
    match shape {
        Shape::Circle { radius } if *radius < 0.0 => Err("negative".to_string()),
        Shape::Circle { radius } => Ok(radius * radius * factor * scale),
    }
}

fn main() {
    let shape = Shape::Circle { radius: 3.0 };
    let (d_shape, (), d_scale) = area::gradient(&shape, &Unit::Only, Some(1.0)).unwrap();
    let ShapeGradient::Circle { radius } = d_shape;
    assert_eq!((radius, d_scale), (12.0, Some(18.0)));
    assert!(area::gradient(&shape, &Unit::Only, None).is_err());
}
