//! The attribute on a module is about the operators of its types, their conversions and iterators, too; and it
//! leaves alone the traits that give floats a method or stand for bounds.

use crate::support::slices;
use autodiff::differentiate;

#[differentiate]
mod plane {
    use autodiff::Differentiable;
    use std::iter::Sum;
    use std::ops::{Add, AddAssign, Index, IndexMut, Mul, Neg, Sub};

    #[derive(Differentiable, Clone, Copy, Debug, PartialEq)]
    pub struct V2 {
        pub x: f64,
        pub y: f64,
    }

    impl Add for V2 {
        type Output = V2;
        fn add(self, o: V2) -> V2 {
            V2 {
                x: self.x + o.x,
                y: self.y + o.y,
            }
        }
    }
    impl Sub for V2 {
        type Output = V2;
        fn sub(self, o: V2) -> V2 {
            self + -o
        }
    }
    impl Neg for V2 {
        type Output = V2;
        fn neg(self) -> V2 {
            V2 {
                x: -self.x,
                y: -self.y,
            }
        }
    }
    impl Mul<V2> for f64 {
        type Output = V2;
        fn mul(self, v: V2) -> V2 {
            V2 {
                x: self * v.x,
                y: self * v.y,
            }
        }
    }
    impl AddAssign for V2 {
        fn add_assign(&mut self, o: V2) {
            *self = *self + o;
        }
    }
    impl From<[f64; 2]> for V2 {
        fn from([x, y]: [f64; 2]) -> V2 {
            V2 { x, y }
        }
    }
    impl Sum for V2 {
        fn sum<I: Iterator<Item = V2>>(items: I) -> V2 {
            items.fold(V2 { x: 0.0, y: 0.0 }, |a, b| a + b)
        }
    }
    // Nothing is said of what no function here is about.
    impl From<V2> for String {
        fn from(v: V2) -> String {
            format!("{} {}", v.x, v.y)
        }
    }
    impl Default for V2 {
        fn default() -> V2 {
            V2 { x: 0.0, y: 0.0 }
        }
    }

    #[derive(Differentiable, Clone, Debug)]
    pub struct Grid<const R: usize, const C: usize> {
        pub cells: [[f64; C]; R],
    }
    impl<const R: usize, const C: usize> Index<(usize, usize)> for Grid<R, C> {
        type Output = f64;
        fn index(&self, (r, c): (usize, usize)) -> &f64 {
            &self.cells[r][c]
        }
    }
    impl<const R: usize, const C: usize> IndexMut<(usize, usize)> for Grid<R, C> {
        fn index_mut(&mut self, (r, c): (usize, usize)) -> &mut f64 {
            &mut self.cells[r][c]
        }
    }

    /// What has no gradient may have operators, too.
    #[derive(Clone, Copy)]
    pub struct Ticks(u64);
    impl Add for Ticks {
        type Output = Ticks;
        fn add(self, o: Ticks) -> Ticks {
            Ticks(self.0 + o.0)
        }
    }

    pub trait Real: num_traits::Float + std::iter::Sum<Self> {}
    impl Real for f64 {}
    impl Real for f32 {}

    pub trait Leaky {
        fn leaky(self) -> f64;
    }
    impl Leaky for f64 {
        fn leaky(self) -> f64 {
            if self > 0.0 { self } else { 0.1 * self }
        }
    }

    pub fn norm<T: Real>(v: &[T]) -> T {
        v.iter().map(|&x| x * x).sum::<T>().sqrt()
    }

    pub fn leak(x: f64) -> f64 {
        x.leaky()
    }

    pub fn total(p: &[f64]) -> V2 {
        p.chunks_exact(2).map(|c| V2::from([c[0], c[1]])).sum()
    }

    pub fn moved(v: V2, steps: usize) -> V2 {
        let mut at = v;
        for i in 0..steps {
            at += 0.5 * (v - 0.25 * at);
            if i % 2 == 1 {
                at = -at;
            }
        }
        at
    }
}
use plane::{Grid, V2};

#[differentiate]
fn path(p: &[f64]) -> f64 {
    let all = plane::total(p) + V2::from([p[0], p[1]]);
    let end = plane::moved(all, 5);
    end.x * all.y - end.y.sin() + plane::norm(p)
}

#[differentiate]
fn grid(p: &[f64]) -> f64 {
    let mut g = Grid {
        cells: [[0.5, p[0], p[1]], [p[2], 0.25, p[3]]],
    };
    for r in 0..2 {
        for c in 1..3 {
            g[(r, c)] += g[(r, c - 1)] * p[r + c];
        }
    }
    g[(0, 2)] * plane::leak(g[(1, 2)])
}

#[test]
fn have_the_gradients() {
    slices!(@check [0.7, 1.3, -0.4, 0.9, 0.35, 1.1] path grid);
    slices!(@check [-0.6, 0.8, 0.5, -1.9, 0.7, -1.2] path grid);
}

/// The types are defined around the module that has their operators.
mod of_outer_types {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone, Copy)]
    pub struct Car {
        pub x: f64,
        pub speed: f64,
    }

    #[differentiate]
    mod moves {
        use super::Car;
        use std::ops::{Add, AddAssign, Mul, Neg};

        impl Add for Car {
            type Output = Car;
            fn add(self, o: Car) -> Car {
                Car {
                    x: self.x + o.x,
                    speed: self.speed + o.speed,
                }
            }
        }

        impl AddAssign for Car {
            fn add_assign(&mut self, o: Car) {
                *self = *self + o;
            }
        }

        impl Mul<Car> for f64 {
            type Output = Car;
            fn mul(self, c: Car) -> Car {
                Car {
                    x: self * c.x,
                    speed: self * c.speed,
                }
            }
        }

        impl Neg for Car {
            type Output = Car;
            fn neg(self) -> Car {
                Car {
                    x: -self.x,
                    speed: -self.speed,
                }
            }
        }

        fn midpoint<F: Fn(Car) -> Car>(f: F, s: Car, h: f64) -> Car {
            let k = f(s);
            s + h * f(s + 0.5 * h * k)
        }

        pub fn top(p: &[f64]) -> f64 {
            let mut car = Car {
                x: p[0],
                speed: p[1],
            };
            let mut sum = -car;
            for _ in 0..3 {
                car = midpoint(
                    |c| Car {
                        x: c.speed,
                        speed: -c.x.sin() * p[2],
                    },
                    car,
                    0.2,
                );
                sum += 0.5 * car;
            }
            sum.x * sum.speed + car.x
        }
    }
    use moves::top;

    crate::support::whole_functions! { top }
}
