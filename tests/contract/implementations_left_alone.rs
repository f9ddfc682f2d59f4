//! Implementations through which nothing flows may be marked like the others: they stay as they are.

use autodiff::{Differentiable, differentiate};
use std::cmp::Ordering;
use std::fmt;

#[differentiate]
mod roads {
    use super::*;

    #[derive(Clone, Copy, Differentiable, Debug)]
    pub struct Cost {
        pub value: f64,
        pub id: usize,
    }

    impl PartialEq for Cost {
        fn eq(&self, other: &Self) -> bool {
            self.id == other.id
        }
    }
    impl Eq for Cost {}
    impl PartialOrd for Cost {
        fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
            Some(self.cmp(other))
        }
    }
    impl Ord for Cost {
        fn cmp(&self, other: &Self) -> Ordering {
            self.value.total_cmp(&other.value)
        }
    }
    impl fmt::Display for Cost {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{} costs {}", self.id, self.value)
        }
    }

    pub fn total(costs: &[Cost], x: f64) -> f64 {
        costs.iter().map(|c| c.value * x + c.id as f64).sum()
    }
}

#[derive(Debug)]
pub struct Missing;

#[differentiate]
impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "nothing is there")
    }
}

#[differentiate]
impl std::error::Error for Missing {}

#[differentiate]
impl std::str::FromStr for roads::Cost {
    type Err = Missing;
    fn from_str(text: &str) -> Result<Self, Missing> {
        let value = text.parse().map_err(|_| Missing)?;
        Ok(roads::Cost { value, id: 1 })
    }
}

#[test]
fn they_work_as_ever() {
    let cost: roads::Cost = "2.5".parse().unwrap();
    assert!("x".parse::<roads::Cost>().is_err());
    assert_eq!(cost.to_string(), "1 costs 2.5");
    let more = roads::Cost { value: 4.0, id: 2 };
    assert!(cost < more && cost != more);
    let (costs, d_x) = roads::total::gradient(&[cost, more], 3.0);
    assert_eq!(d_x, 6.5);
    assert_eq!((costs[0].value, costs[1].value), (3.0, 3.0));
}
