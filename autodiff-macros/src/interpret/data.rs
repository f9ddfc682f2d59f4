//! What the interpreter computes with.

use crate::ir::{Projection, Value};

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Data {
    Unit,
    Bool(bool),
    Int(i64),
    Float(f64),
    /// An array, slice or `Vec`.
    List(Vec<Data>),
    Tuple(Vec<Data>),
}

/// A place with its indices evaluated: where in the memory, and which part of a list there.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    steps: Vec<usize>,
    range: Option<(usize, usize)>,
}

impl Data {
    pub(crate) fn float(&self) -> f64 {
        match self {
            Data::Float(x) => *x,
            other => panic!("{other:?} is not a float"),
        }
    }

    pub(super) fn int(&self) -> i64 {
        match self {
            Data::Int(n) => *n,
            other => panic!("{other:?} is not an integer"),
        }
    }

    pub(super) fn bool(&self) -> bool {
        match self {
            Data::Bool(b) => *b,
            other => panic!("{other:?} is not a bool"),
        }
    }

    pub(crate) fn list(&self) -> &[Data] {
        match self {
            Data::List(items) | Data::Tuple(items) => items,
            other => panic!("{other:?} has no elements"),
        }
    }

    fn list_mut(&mut self) -> &mut Vec<Data> {
        match self {
            Data::List(items) | Data::Tuple(items) => items,
            other => panic!("{other:?} has no elements"),
        }
    }

    /// Floats as zeros, everything else a unit: the shape of a gradient.
    pub(crate) fn zero(&self) -> Data {
        match self {
            Data::Float(_) => Data::Float(0.0),
            Data::List(items) => Data::List(items.iter().map(Data::zero).collect()),
            Data::Tuple(items) => Data::Tuple(items.iter().map(Data::zero).collect()),
            _ => Data::Unit,
        }
    }

    pub(super) fn add(&mut self, part: &Data) {
        match (self, part) {
            (Data::Float(a), Data::Float(b)) => *a += b,
            (Data::List(a), Data::List(b)) | (Data::Tuple(a), Data::Tuple(b)) => {
                assert_eq!(a.len(), b.len(), "two gradients of one shape");
                a.iter_mut().zip(b).for_each(|(a, b)| a.add(b));
            }
            (Data::Unit, Data::Unit) => {}
            (a, b) => panic!("{b:?} added to {a:?}"),
        }
    }

    pub(super) fn sum(&self) -> f64 {
        match self {
            Data::Float(x) => *x,
            Data::List(items) | Data::Tuple(items) => items.iter().map(Data::sum).sum(),
            _ => 0.0,
        }
    }

    /// Every float, in order.
    pub(crate) fn floats(&mut self, f: &mut dyn FnMut(&mut f64)) {
        match self {
            Data::Float(x) => f(x),
            Data::List(items) | Data::Tuple(items) => items.iter_mut().for_each(|i| i.floats(f)),
            _ => {}
        }
    }

    pub(super) fn spot(&self, path: &[Projection], value: &dyn Fn(Value) -> usize) -> Spot {
        let mut spot = Spot {
            steps: Vec::new(),
            range: None,
        };
        for projection in path {
            let here = self.step(&spot.steps);
            match projection {
                Projection::Field(i) => spot.steps.push(*i),
                Projection::Member(name) => panic!("structs are not interpreted: .{name}"),
                Projection::Text => panic!("strings are not interpreted"),
                Projection::Payload(..) => panic!("enums are not interpreted"),
                Projection::Index(i) => {
                    let (from, to) = spot.range.take().unwrap_or((0, here.list().len()));
                    let at = from + value(*i);
                    assert!(at < to, "index out of bounds");
                    spot.steps.push(at);
                }
                Projection::Range(a, b) => {
                    let (from, to) = spot.range.take().unwrap_or((0, here.list().len()));
                    let start = from + a.map_or(0, value);
                    let end = b.map_or(to, |b| from + value(b));
                    assert!(start <= end && end <= to, "range out of bounds");
                    spot.range = Some((start, end));
                }
            }
        }
        spot
    }

    fn step(&self, steps: &[usize]) -> &Data {
        steps.iter().fold(self, |at, i| &at.list()[*i])
    }

    pub(super) fn get(&self, spot: &Spot) -> Data {
        let at = self.step(&spot.steps);
        match spot.range {
            Some((from, to)) => Data::List(at.list()[from..to].to_vec()),
            None => at.clone(),
        }
    }

    pub(super) fn set(&mut self, spot: &Spot, data: Data) {
        let mut at = self;
        for i in &spot.steps {
            at = &mut at.list_mut()[*i];
        }
        match spot.range {
            Some((from, to)) => {
                assert_eq!(data.list().len(), to - from, "a part keeps its length");
                at.list_mut()[from..to].clone_from_slice(data.list());
            }
            None => *at = data,
        }
    }
}
