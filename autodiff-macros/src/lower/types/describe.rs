//! Types as error messages show them.

use crate::ir::{Float, Type};
use crate::lower::types::infer::{Infer, Kind};

impl Infer {
    /// A type as an error message shows it.
    pub(in crate::lower) fn describe(&self, ty: &Type) -> String {
        match self.shallow(ty) {
            Type::Unit => "()".into(),
            Type::Bool => "bool".into(),
            Type::Char => "char".into(),
            Type::Str => "str".into(),
            Type::Int(name) => name.into(),
            Type::Float(Float::F32) => "f32".into(),
            Type::Float(Float::F64) => "f64".into(),
            Type::Tuple(items) => {
                let items: Vec<_> = items.iter().map(|i| self.describe(i)).collect();
                format!("({})", items.join(", "))
            }
            Type::Array(item, len) => format!("[{}; {}]", self.describe(&item), len.text()),
            Type::Slice(item) => format!("[{}]", self.describe(&item)),
            Type::Vec(item) => format!("Vec<{}>", self.describe(&item)),
            Type::Ref(item, false) => format!("&{}", self.describe(&item)),
            Type::Ref(item, true) => format!("&mut {}", self.describe(&item)),
            Type::Option(item) => format!("Option<{}>", self.describe(&item)),
            Type::Result(item, error) => {
                format!(
                    "Result<{}, {}>",
                    self.describe(&item),
                    self.describe(&error)
                )
            }
            Type::Inside(of) => format!("what is in {}", self.describe(&of)),
            Type::Function(_) | Type::Calls(_) => "a function".into(),
            Type::Named(tokens) => tokens.text().to_string(),
            Type::Applied(path, arguments) => {
                let arguments: Vec<_> = arguments.iter().map(|i| self.describe(i)).collect();
                format!("{}<{}>", path.text(), arguments.join(", "))
            }
            Type::Output(callee) => format!("the result of {}", callee.target.text()),
            Type::Element(of) => format!("an element of {}", self.describe(&of)),
            Type::Component(of, at) => format!("component {at} of {}", self.describe(&of)),
            Type::FieldOf(of, field) => format!("the field {field} of {}", self.describe(&of)),
            Type::Var(index) => {
                match (self.kind(&Type::Var(index)), self.name(&Type::Var(index))) {
                    (_, Some(name)) => self.describe(&name),
                    (Kind::Float, None) => "a float".into(),
                    (Kind::Int, None) => "an integer".into(),
                    (Kind::Number, None) => "a number".into(),
                    (Kind::Any | Kind::Struct, None) => "an unknown type".into(),
                }
            }
            Type::Float(Float::Generic(of)) | Type::Integer(of) => self.describe(&of),
            Type::Float(Float::Pinned(_)) | Type::Gradient(_) | Type::Unknown => {
                "an unknown type".into()
            }
        }
    }
}
