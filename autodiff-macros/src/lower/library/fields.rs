//! What stands in a matrix by a name or a number that its type has: coordinates, parts whose sizes are
//! types, and the fields of decompositions.

use crate::ir::{Binary, Float, Origin, Passing, Place, Projection, Target};
use crate::lower::library::parts::Part;
use crate::lower::library::table;
use crate::lower::library::types::{Gives, Library, Shape};
use crate::lower::messages as m;
use crate::lower::*;
use quote::ToTokens;

const AXES: [&str; 6] = ["x", "y", "z", "w", "a", "b"];

/// The row and the column of the element that has this name, as in `m12`.
fn entry_of(name: &str) -> Option<[u64; 2]> {
    let digits = name.strip_prefix('m').filter(|digits| digits.len() == 2)?;
    let position = |c: char| Some(u64::from(c.to_digit(7)?.checked_sub(1)?));
    let positions = digits.chars().map(position).collect::<Option<Vec<_>>>()?;
    positions.try_into().ok()
}

impl<'a> Lowerer<'a> {
    /// `vector.x`, and `found.eigenvalues`
    pub(in crate::lower) fn library_field(
        &mut self,
        base: Outcome,
        name: &str,
        span: Span,
    ) -> Outcome {
        let Some(library) = self.library(&base) else {
            return Outcome::Poison;
        };
        let is_field = name != "recompose";
        if is_field && matches!(library.shape, Shape::Eigen | Shape::Svd) {
            return self.field_of_factor(base, &library, name, span);
        }
        if library.shape == Shape::Unit {
            let vector = self.as_matrix(base, span);
            return self.member(vector, name, span);
        }
        if let Shape::Motion(motion) = library.shape {
            return self.field_of_motion(base, (motion, &library), name, span);
        }
        let Some(place) = self.place_of(base, span) else {
            return Outcome::Poison;
        };
        let axis = AXES.iter().position(|axis| *axis == name);
        // Of what has such coordinates, only a quaternion names them so.
        let axis = axis.or_else(|| ["i", "j", "k"].iter().position(|axis| *axis == name));
        let entry = entry_of(name).filter(|_| library.shape == Shape::Matrix);
        let at = match (axis, entry) {
            (Some(axis), _) => self.usize(axis as u64, span),
            (None, Some(entry)) => self.position_of_entry(&place, entry, span),
            (None, None) => return self.error_about(span, m::LIBRARY_METHOD, name),
        };
        Outcome::Place(place.then(Projection::Index(at)))
    }

    /// Where an element stands, column after column.
    fn position_of_entry(&mut self, place: &Place, [row, column]: [u64; 2], span: Span) -> Value {
        let [rows, _] = self.written_sizes(place);
        match rows.and_then(|rows| rows.parse::<u64>().ok()) {
            _ if column == 0 => self.usize(row, span),
            Some(rows) => self.usize(column * rows + row, span),
            None => {
                let this = vec![Outcome::Place(place.clone()).reference(false)];
                let rows = self.library_call("nrows", this, Gives::Known(Type::USIZE), span);
                let (rows, column) = (self.value(rows, span), self.usize(column, span));
                let before = self.index_binary(Binary::Mul, column, rows, span);
                let row = self.usize(row, span);
                self.index_binary(Binary::Add, before, row, span)
            }
        }
    }

    /// A field of a decomposition, which is read as a copy: of one that may change, it might be another.
    fn field_of_factor(
        &mut self,
        base: Outcome,
        library: &Library,
        name: &str,
        span: Span,
    ) -> Outcome {
        let Some(place) = self.place_of(base, span) else {
            return Outcome::Poison;
        };
        match table::find(library.shape, name, 0) {
            Some(_) if self.may_change(&place) => self.error_about(span, m::CHANGED_FACTOR, name),
            Some(method) => {
                let factor = Outcome::Place(place);
                self.library_function(factor, library, (name, method), &[], span)
            }
            None => self.error_about(span, m::LIBRARY_METHOD, name),
        }
    }

    /// Whether something may be changed by a name of it.
    fn may_change(&self, place: &Place) -> bool {
        let memory = self.function.memory(place.memory);
        let param = match memory.origin {
            Origin::Param(at) => self.function.params.get(at),
            _ => None,
        };
        let names_it = |name: &String| {
            let bound = self.scope.find(name).cloned().map(Outcome::dereferenced);
            *name == memory.name
                || matches!(bound, Some(Outcome::Place(other)) if other.memory == place.memory)
        };
        param.is_some_and(|param| param.passing == Passing::RefMut)
            || self.mutable.iter().any(names_it)
    }

    /// `v.xy()`
    pub(in crate::lower) fn swizzled(
        &mut self,
        place: &Place,
        library: &Library,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        let name = e.method.to_string();
        if !matches!(name.len(), 2 | 3) || !e.args.is_empty() || library.shape != Shape::Matrix {
            return None;
        }
        let axes = name.chars().map(|axis| "xyz".find(axis));
        let axes = axes.collect::<Option<Vec<_>>>()?;
        let items = axes.into_iter().map(|at| {
            let at = self.usize(at as u64, span);
            Outcome::Place(place.clone().then(Projection::Index(at)))
        });
        let items: Vec<_> = items.collect();
        let owner = sized(&library.item, &[items.len().to_string(), "1".into()])?;
        Some(self.matrix_of_rows(&owner, Vec::new(), &items, span))
    }

    /// `v.fixed_rows::<3>(0)` and `m.fixed_view::<3, 3>(0, 0)`
    pub(in crate::lower) fn part_of_sizes(
        &mut self,
        place: &Place,
        library: &Library,
        name: &str,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Part> {
        let written = e.turbofish.as_ref()?.args.iter();
        let written: Vec<_> = written
            .map(|size| size.to_token_stream().to_string())
            .collect();
        let args: Vec<_> = e.args.iter().collect();
        let known = self.written_sizes(place);
        let (sizes, starts) = match (name, &written[..], &args[..]) {
            ("fixed_view" | "fixed_slice", [rows, columns], [row, column]) => {
                let starts = [row, column].map(|at| self.position_of(at));
                ([rows.clone(), columns.clone()], starts)
            }
            ("fixed_rows", [rows], [row]) if let [_, Some(columns)] = &known => {
                let starts = [self.position_of(row), Outcome::Value(self.usize(0, span))];
                ([rows.clone(), columns.clone()], starts)
            }
            ("fixed_columns", [columns], [column]) if let [Some(rows), _] = &known => {
                let starts = [
                    Outcome::Value(self.usize(0, span)),
                    self.position_of(column),
                ];
                ([rows.clone(), columns.clone()], starts)
            }
            _ => return None,
        };
        let lengths = sizes.each_ref().map(|size| {
            let size = syn::parse_str::<syn::Expr>(size).ok()?;
            Some(self.position_of(&size))
        });
        let [Some(rows), Some(columns)] = lengths else {
            return None;
        };
        let at = vec![
            Outcome::Tuple(starts.into()),
            Outcome::Tuple(vec![rows, columns]),
        ];
        Some(Part {
            matrix: place.clone(),
            functions: ["view", "set_view"],
            at: Outcome::Tuple(at),
            library: Library {
                square: false,
                ..library.clone()
            },
            sized: Some(sized(&library.item, &sizes)?),
        })
    }

    /// A part of the sizes that its type has, as one that has them as values.
    pub(in crate::lower) fn without_sizes(
        &mut self,
        part: &Part,
        new: Outcome,
        span: Span,
    ) -> Outcome {
        let (Outcome::Tuple(at), Type::Float(item)) = (&part.at, &part.library.item) else {
            return self.error_about(span, m::LIBRARY_METHOD, "fixed_view_mut");
        };
        let Some(Outcome::Tuple(lengths)) = at.last().cloned() else {
            return self.error_about(span, m::LIBRARY_METHOD, "fixed_view_mut");
        };
        let item = if *item == Float::F32 { "f32" } else { "f64" };
        let owner = syn::parse_str(&format!("::autodiff::library::types::DMatrix<{item}>"));
        let items = self.library_elements(new, &part.library, span);
        match (owner, items) {
            (Ok(owner), Some(items)) => self.shaped(&owner, lengths, items, span),
            _ => Outcome::Poison,
        }
    }

    /// How many rows and columns a matrix has, as far as the name of its type says so.
    fn written_sizes(&mut self, place: &Place) -> [Option<String>; 2] {
        let ty = self.place_type(place);
        self.sizes_of_type(&ty)
    }

    /// The same of matrices of a type.
    pub(in crate::lower) fn sizes_of_type(&self, ty: &Type) -> [Option<String>; 2] {
        match self.infer.written_name(ty) {
            Some(Type::Named(name)) => syn::parse2(name.stream().clone())
                .map_or([None, None], |path| library::names::sizes(&path)),
            _ => [None, None],
        }
    }

    /// Whether a type leaves open how large its matrices are, if its name is known.
    pub(in crate::lower) fn is_of_any_size(&mut self, ty: &Type) -> Option<bool> {
        let written = match ty {
            Type::Named(_) => Some(ty.clone()),
            ty => self.infer.written_name(ty),
        };
        if let Some(Type::Named(name)) = written {
            let path: syn::Path = syn::parse2(name.stream().clone()).ok()?;
            let name = path.segments.last()?.ident.to_string();
            let any = matches!(name.as_str(), "DMatrix" | "DVector" | "RowDVector");
            return Some(any);
        }
        // What is made of a matrix tells as much as that one.
        let Some(Type::Output(callee)) = self.infer.name(ty) else {
            return None;
        };
        let behind = |of: &Type| match of {
            Type::Ref(of, _) => (**of).clone(),
            of => of.clone(),
        };
        let operands: Vec<Type> = callee.args.iter().map(behind).collect();
        match (callee.target, &operands[..]) {
            (Target::Operator { name: "mul", .. }, [left, right]) => {
                match [left, right].map(|of| self.is_of_any_size(of)) {
                    [Some(rows), Some(columns)] if rows != columns => {
                        self.is_column(right).then_some(rows)
                    }
                    [_, of_right] => of_right,
                }
            }
            (Target::Operator { .. }, [.., of]) | (_, [of, ..]) => self.is_of_any_size(of),
            (_, []) => None,
        }
    }

    /// Whether a type is one of vectors by its name.
    fn is_column(&mut self, ty: &Type) -> bool {
        let name = match ty {
            Type::Named(name) => Some(name.clone()),
            ty => match self.infer.written_name(ty) {
                Some(Type::Named(name)) => Some(name),
                _ => None,
            },
        };
        let path = name.and_then(|name| syn::parse2::<syn::Path>(name.stream().clone()).ok());
        path.is_some_and(|path| library::names::sizes(&path)[1].as_deref() == Some("1"))
    }

    /// What the sum of matrices of nalgebra gives: one that tells its size and one that does not give one that tells it.
    pub(in crate::lower) fn sum_of_sizes(
        &mut self,
        [left, right]: [(&Library, &Type); 2],
    ) -> Option<Gives> {
        let sizes = [left.1, right.1].map(|ty| self.is_of_any_size(ty));
        let is_product = |l: &Self, ty: &Type| match l.infer.name(ty) {
            Some(Type::Output(callee)) => {
                matches!(callee.target, Target::Operator { name: "mul", .. })
            }
            _ => false,
        };
        match sizes {
            [Some(false), Some(true)] => Some(Gives::Known(left.1.clone())),
            [None, Some(_)] if is_product(self, left.1) => Some(Gives::Matrix(left.0.clone())),
            [Some(_), None] if is_product(self, right.1) => Some(Gives::Matrix(right.0.clone())),
            _ => None,
        }
    }

    /// `let total: Vector3<f64> = points.iter().sum();`
    pub(in crate::lower) fn sum_as(
        &mut self,
        it: Outcome,
        ty: &Type,
        span: Span,
    ) -> Option<Outcome> {
        self.infer.library(ty)?;
        let Some(Type::Named(written)) = self.infer.written_name(ty) else {
            return None;
        };
        let written = syn::parse2(written.stream().clone()).ok()?;
        self.sum_of_matrices(it, &written, span)
    }

    /// `points.iter().sum::<Vector3<f64>>()`, whose type says how large it is.
    pub(in crate::lower) fn sum_of_matrices(
        &mut self,
        it: Outcome,
        written: &syn::Type,
        span: Span,
    ) -> Option<Outcome> {
        let syn::Type::Path(path) = types::plain(written) else {
            return None;
        };
        if let Some(meant) = path.path.get_ident().and_then(source::definitions::alias) {
            return self.sum_of_matrices(it, &meant, span);
        }
        let library = self.library_of(&path.path)?;
        let name = path.path.segments.last()?.ident.to_string();
        if library.shape != Shape::Matrix {
            return None;
        }
        if name.contains("DVector") || name == "DMatrix" {
            // Of no items there is no sum.
            let source = "it.reduce(|sum, item| sum + item).unwrap()";
            return Some(self.written_out(source, vec![("it", it)], span));
        }
        let ty = self.type_from(written);
        let zero = self.constant_matrix(&path.path, "zeros", ty, Vec::new(), span);
        let names = vec![("it", it), ("zero", zero)];
        Some(self.written_out("it.fold(zero, |sum, item| sum + item)", names, span))
    }
}

/// The type of matrices of these sizes.
fn sized(item: &Type, [rows, columns]: &[String; 2]) -> Option<syn::Path> {
    let item = match item {
        Type::Float(Float::F64) => "f64",
        Type::Float(Float::F32) => "f32",
        _ => return None,
    };
    let name = format!("::autodiff::library::types::SMatrix<{item}, {rows}, {columns}>");
    syn::parse_str(&name).ok()
}
