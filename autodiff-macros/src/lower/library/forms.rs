//! Methods that give a matrix in another form: as what is in a wrapper, under another type, as the matrix
//! of a product, or taken apart.

use crate::ir::{Expr, Float, Init, Place, Projection, Unary};
use crate::lower::library::table;
use crate::lower::library::types::{DYNAMIC, Gives, Library, Shape};
use crate::lower::messages as m;
use crate::lower::*;

/// What windows of arrays have that slices have, too.
const OF_SLICES: [&str; 9] = [
    "len",
    "is_empty",
    "iter",
    "into_iter",
    "first",
    "last",
    "get",
    "windows",
    "to_vec",
];

impl<'a> Lowerer<'a> {
    pub(in crate::lower) fn other_form(
        &mut self,
        place: &Place,
        library: &Library,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        let name = e.method.to_string();
        match (name.as_str(), &e.args.iter().collect::<Vec<_>>()[..]) {
            (_, []) => {}
            ("svd", [_, _]) if library.shape == Shape::Matrix => {
                let this = vec![Outcome::Place(place.clone()).reference(false)];
                let library = Library {
                    shape: Shape::Svd,
                    square: false,
                    ..library.clone()
                };
                return Some(self.library_call("svd", this, Gives::Matrix(library), span));
            }
            ("solve", [b, eps]) if library.shape == Shape::Svd => {
                return self.least_squares(place, library, [b, eps], span);
            }
            _ => return None,
        }
        Some(match (name.as_str(), library.shape) {
            ("unpack", Shape::Qr) => {
                let parts = ["q", "r"].map(|part| {
                    let method = table::find(Shape::Qr, part, 0)?;
                    let factor = Outcome::Place(place.clone());
                    Some(self.library_function(factor, library, (part, method), &[], span))
                });
                let [Some(q), Some(r)] = parts else {
                    return None;
                };
                Outcome::Tuple(vec![q, r])
            }
            ("into_raw_vec_and_offset", Shape::Array(_)) => self.raw_vec(place, library, span)?,
            // What was a unit vector is a vector by now.
            ("into_inner", Shape::Matrix) => self.copy_of_matrix(place, span),
            ("as_ref", Shape::Matrix) => Outcome::Place(place.clone()).reference(false),
            ("cross_matrix", Shape::Matrix) => self.cross_matrix(place, library, span)?,
            ("into_dimensionality", Shape::Array(axes)) => {
                let arguments = e.turbofish.as_ref()?;
                let wanted = types::tokens_of(&arguments.args);
                let wanted = wanted.text().rsplit(' ').next()?.to_string();
                let made = match wanted.strip_prefix("Ix") {
                    Some(wanted) if wanted == axes.to_string() => self.copy_of_matrix(place, span),
                    Some(wanted) if axes == DYNAMIC => {
                        match self.with_axes(place, library, wanted, span) {
                            Some(made) => made,
                            None => return Some(self.error_about(span, m::LIBRARY_METHOD, &name)),
                        }
                    }
                    _ => return Some(self.error_about(span, m::LIBRARY_METHOD, &name)),
                };
                self.something(vec![made], span)
            }
            _ => return None,
        })
    }

    /// An array of which only its values know how many axes it has, with so many.
    fn with_axes(
        &mut self,
        place: &Place,
        library: &Library,
        axes: &str,
        span: Span,
    ) -> Option<Outcome> {
        let this = Outcome::Place(place.clone()).reference(false);
        let zeros = vec![Outcome::Value(self.usize(0, span)); axes.parse::<u8>().ok()?.into()];
        let zeros = match &zeros[..] {
            [one] => one.clone(),
            _ => Outcome::Tuple(zeros),
        };
        let owner = library::lanes::owner_of_shape(&zeros, &library.item)?;
        let (ty, _) = self.owner_of_matrix(&owner)?;
        let like = self.constant_matrix(&owner, "zeros", ty.clone(), vec![zeros], span);
        let like = Outcome::Place(self.place_of(like, span)?).reference(false);
        Some(self.library_call("with_axes_of", vec![this, like], Gives::Known(ty), span))
    }

    /// `k.cholesky().map(|c| c.solve(&b)).unwrap()`: the closure is applied to what is unwrapped.
    pub(in crate::lower) fn unwrapped_factor(
        &mut self,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        const OPTIONAL: [&str; 5] = [
            "cholesky",
            "try_inverse",
            "solve_lower_triangular",
            "solve_upper_triangular",
            "pseudo_inverse",
        ];
        let syn::Expr::MethodCall(map) = expr::plain(&e.receiver) else {
            return None;
        };
        let syn::Expr::MethodCall(factor) = expr::plain(&map.receiver) else {
            return None;
        };
        let unwraps = e.method == "unwrap" || e.method == "expect";
        let is_factor = OPTIONAL.iter().any(|name| factor.method == name);
        if !unwraps || map.method != "map" || !is_factor {
            return None;
        }
        let mut unwrapped = e.clone();
        unwrapped.receiver = map.receiver.clone();
        let factor = self.method_call(&unwrapped, false);
        let f = self.callable(map.args.first()?)?;
        Some(self.apply(&f, vec![factor], span))
    }

    /// `svd.solve(&b, eps)`
    fn least_squares(
        &mut self,
        svd: &Place,
        library: &Library,
        [b, eps]: [&syn::Expr; 2],
        span: Span,
    ) -> Option<Outcome> {
        let b = self.library_argument(b, Shape::Matrix)?;
        let eps = self.scalar(eps);
        self.unify_value(eps, &library.item, span);
        let args = vec![
            Outcome::Place(svd.clone()).reference(false),
            b.reference(false),
            Outcome::Value(eps),
        ];
        let library = Library {
            shape: Shape::Matrix,
            square: false,
            ..library.clone()
        };
        Some(self.library_call("least_squares", args, Gives::Perhaps(library), span))
    }

    fn copy_of_matrix(&mut self, place: &Place, span: Span) -> Outcome {
        let (ty, name) = (self.place_type(place), self.place_name(place));
        let copy = self.allocate(Init::Clone(place.clone()), ty, &name, span);
        Outcome::Place(Place::whole(copy))
    }

    /// `let p: Point3<f64> = v.into();`, and what else matrices are made from by name.
    pub(in crate::lower) fn matrix_into(
        &mut self,
        from: &Outcome,
        to: &Type,
        span: Span,
    ) -> Option<Outcome> {
        let of = self.library(from).map(|library| library.shape);
        let Some(target) = self.infer.library(to) else {
            let to = self.infer.shallow(to);
            let (Type::Array(..), Some(Shape::Matrix)) = (&to, of) else {
                return None;
            };
            let place = self.place_of(from.clone().dereferenced(), span)?;
            let names = vec![("it", Outcome::Place(place).reference(false))];
            self.around.expected = Some(to);
            return Some(self.written_out("::std::array::from_fn(|i| it[i])", names, span));
        };
        match (target.shape, of) {
            (Shape::Matrix, Some(Shape::Matrix)) => {
                let place = self.place_of(from.clone().dereferenced(), span)?;
                Some(self.copy_of_matrix(&place, span))
            }
            (Shape::Matrix, None) => {
                let ty = self.type_of(from);
                let Type::Array(..) = self.infer.shallow(&ty) else {
                    return None;
                };
                let place = self.items_in_order(from.clone(), span)?;
                Some(self.vector_of_items(&self.written_owner(to)?, place, span))
            }
            (Shape::Motion(motion), Some(Shape::Matrix)) => {
                let from = std::slice::from_ref(from);
                self.motion_constructor(self.written_owner(to)?, motion, "from", from, span)
            }
            _ => None,
        }
    }

    /// The type that a matrix is written with.
    fn written_owner(&self, ty: &Type) -> Option<syn::Path> {
        match self.infer.written_name(ty)? {
            Type::Named(written) => syn::parse2(written.stream().clone()).ok(),
            _ => None,
        }
    }

    /// The matrix whose product with a vector is the cross product.
    fn cross_matrix(&mut self, v: &Place, library: &Library, span: Span) -> Option<Outcome> {
        let item = &library.item;
        let [x, y, z] = [0, 1, 2].map(|at| {
            let at = self.usize(at, span);
            let element = Outcome::Place(v.then(Projection::Index(at)));
            let element = self.value(element, span);
            self.unify_value(element, item, span);
            element
        });
        let zero = Expr::Literal(builder::tokens("0.0"));
        let zero = self.define(zero, item.clone(), "", span);
        let mut minus = |value| self.define(Expr::Unary(Unary::Neg, value), item.clone(), "", span);
        let rows = [
            [zero, minus(z), y],
            [z, zero, minus(x)],
            [minus(y), x, zero],
        ];
        let items = rows.into_iter().flatten().map(Outcome::Value);
        let items: Vec<_> = items.collect();
        let item = if *item == Type::F64 { "f64" } else { "f32" };
        let owner = format!("::autodiff::library::types::Matrix3<{item}>");
        Some(self.matrix_of_rows(&syn::parse_str(&owner).ok()?, Vec::new(), &items, span))
    }

    /// What an operator is applied to, or a matrix is asked for: a vector of length one as a vector, and a window
    /// of an array, which is a slice of its elements, as the array that it is.
    pub(in crate::lower) fn as_matrix(&mut self, window: Outcome, span: Span) -> Outcome {
        if let Some(library) = self.library(&window)
            && library.shape == Shape::Unit
        {
            let Some(place) = self.place_of(window, span) else {
                return Outcome::Poison;
            };
            let args = vec![Outcome::Place(place).reference(false)];
            let shape = Shape::Matrix;
            return self.library_call(
                "owned",
                args,
                Gives::Matrix(Library { shape, ..library }),
                span,
            );
        }
        let Outcome::Place(place) = window.clone().dereferenced() else {
            return window;
        };
        let ty = self.place_type(&place);
        let is_window = self.matrices.matrix_names.windowed.contains(&place.memory);
        let Type::Slice(item) = self.infer.shallow(&ty) else {
            return window;
        };
        if !is_window {
            return window;
        }
        let item = match self.infer.shallow(&item) {
            Type::Float(Float::F32) => "f32",
            _ => "f64",
        };
        match syn::parse_str(&format!("::autodiff::library::types::Array1<{item}>")) {
            Ok(owner) => self.vector_of_items(&owner, place, span),
            Err(_) => Outcome::Poison,
        }
    }

    /// The same of a receiver, for methods that slices do not have.
    pub(in crate::lower) fn receiver_as_matrix(
        &mut self,
        receiver: Outcome,
        name: &str,
        span: Span,
    ) -> Outcome {
        let is_unit = |library: Library| library.shape == Shape::Unit;
        let stays = match self.library(&receiver).is_some_and(is_unit) {
            true => name == "clone",
            false => OF_SLICES.contains(&name),
        };
        match stays {
            true => receiver,
            false => self.as_matrix(receiver, span),
        }
    }
}
