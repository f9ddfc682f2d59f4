//! What is told to the builder of a computational graph.

use super::visit::place_uses;
use super::{Access, Place, Projection, Use, Value};

/// `let result = graph.what(args);`
#[derive(Clone, Debug)]
pub(crate) struct Draw {
    /// The method of the builder.
    pub(crate) what: &'static str,
    pub(crate) args: Vec<DrawArg>,
    pub(crate) result: Option<Value>,
}

#[derive(Clone, Debug)]
pub(crate) enum DrawArg {
    Text(String),
    Value(Value),
    /// Wires, each with the partial of a gate with respect to it.
    Partials(Vec<(Value, Value)>),
    /// Where the wires of a place are kept: a name for it, whatever is there.
    Path(Place),
    /// The same of an aggregate that is a value.
    Result(Value),
    /// A reference to what is at a place, and a mutable one.
    Content(Place),
    ContentMut(Place),
    /// A reference to an aggregate that is a value.
    Aggregate(Value),
}

impl Draw {
    pub(super) fn uses(&mut self, f: &mut dyn FnMut(Use<'_>)) {
        for arg in &mut self.args {
            match arg {
                DrawArg::Text(_) | DrawArg::Result(_) => {}
                DrawArg::Value(value) | DrawArg::Aggregate(value) => f(Use::Value(value)),
                DrawArg::Partials(pairs) => {
                    for (wire, partial) in pairs {
                        f(Use::Value(wire));
                        f(Use::Value(partial));
                    }
                }
                // The end of a range is not part of the name.
                DrawArg::Path(place) => {
                    for projection in &mut place.path {
                        match projection {
                            Projection::Index(i) => f(Use::Value(i)),
                            Projection::Range(from, _) => {
                                from.iter_mut().for_each(|v| f(Use::Value(v)));
                            }
                            _ => {}
                        }
                    }
                }
                DrawArg::Content(place) => place_uses(place, Access::Read, f),
                DrawArg::ContentMut(place) => place_uses(place, Access::Update, f),
            }
        }
    }
}
