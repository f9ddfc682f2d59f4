//! Arrays of ndarray that are put together along an axis, one behind the other: of a list that is written there,
//! and of one that the function made.

use crate::ir::Float;
use crate::lower::library::lists::{TYPES, items_of};
use crate::lower::library::types::{Gives, Library, Shape, with_axes};
use crate::lower::source::imported_names::is_of_ndarray;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// `concatenate(Axis(0), parts)` and `stack(Axis(0), parts)`, which are there unless the shapes are wrong.
    pub(in crate::lower) fn joined_along(
        &mut self,
        path: &syn::Path,
        axis: u64,
        parts: &syn::Expr,
        span: Span,
    ) -> Option<Outcome> {
        if !is_of_ndarray(path) {
            return None;
        }
        let stacked = path.segments.last()?.ident == "stack";
        let made = match items_of(parts) {
            Some(parts) => self.one_behind_another(axis, &parts, stacked, span)?,
            None => self.all_together(axis, parts, stacked, span)?,
        };
        Some(self.something(vec![made], span))
    }

    /// `concatenate![Axis(0), a, b]`, and `stack!` of the same, which makes the axis first.
    pub(in crate::lower) fn one_behind_another(
        &mut self,
        axis: u64,
        parts: &[syn::Expr],
        stacked: bool,
        span: Span,
    ) -> Option<Outcome> {
        let name = *["along_first_axis", "along_second_axis"].get(axis as usize)?;
        let mut all = None;
        for part in parts {
            let mut part = self.expr(part).dereferenced();
            let mut library = self.library(&part).filter(Library::is_array)?;
            if stacked {
                library.shape = with_axes(library.shape, 1);
                let axis = Outcome::Value(self.usize(axis, span));
                let args = vec![part.reference(false), axis];
                part = self.library_call("insert_axis", args, Gives::Matrix(library.clone()), span);
            }
            all = Some(match all {
                None => part,
                Some(before) => {
                    let args = [before, part].map(|part: Outcome| part.reference(false));
                    self.library_call(name, args.into(), Gives::Matrix(library), span)
                }
            });
        }
        all
    }

    /// The arrays of a list whose length shows when the program runs.
    fn all_together(
        &mut self,
        axis: u64,
        parts: &syn::Expr,
        stacked: bool,
        span: Span,
    ) -> Option<Outcome> {
        let parts = self.expr(parts).dereferenced();
        let parts = self.place_of(parts, span)?;
        let items = self.place_type(&parts);
        let (Type::Vec(item) | Type::Slice(item) | Type::Array(item, _)) =
            self.infer.shallow(&items)
        else {
            return None;
        };
        let library = self.infer.library(&item)?;
        let Shape::Array(axes @ 1..=3) = library.shape else {
            return None;
        };
        let item = match library.item {
            Type::Float(Float::F32) => "f32",
            _ => "f64",
        };
        let source = source_of(item, axes, axis, stacked)?;
        let names = vec![("parts", Outcome::Place(parts).reference(false))];
        Some(self.written_out(&source, names, span))
    }
}

/// The parts are written into an array of zeros. That all of them fit is asked first: what is written is spread
/// over more than its own length.
fn source_of(item: &str, axes: u8, axis: u64, stacked: bool) -> Option<String> {
    let of_made = axes + u8::from(stacked);
    if of_made > 3 || axis >= u64::from(of_made) {
        return None;
    }
    let axes = u64::from(axes);
    let others: Vec<u64> = (0..axes)
        .filter(|other| stacked || *other != axis)
        .collect();
    let mut sizes: Vec<_> = (others.iter())
        .map(|other| format!("parts[0].len_of(Axis({other}))"))
        .collect();
    let fit: String = (others.iter())
        .map(|other| {
            format!("assert!(part.len_of(Axis({other})) == parts[0].len_of(Axis({other})));")
        })
        .collect();
    let at = usize::try_from(axis).ok()?;
    let fill = match stacked {
        true => format!("made.index_axis_mut(Axis({axis}), k).assign(part);"),
        false => {
            let ranges = (0..axes).map(|other| if other == axis { "from..to" } else { ".." });
            let ranges = ranges.collect::<Vec<_>>().join(", ");
            format!(
                "let to = from + part.len_of(Axis({axis}));
                 made.slice_mut(s![{ranges}]).assign(part);
                 from = to;"
            )
        }
    };
    let count = match stacked {
        true => "let all = parts.len();".to_string(),
        false => format!(
            "let mut all = 0usize;
             for k in 0..parts.len() {{ all += parts[k].len_of(Axis({axis})); }}
             let mut from = 0usize;"
        ),
    };
    sizes.insert(at, "all".to_string());
    let sizes = sizes.join(", ");
    Some(format!(
        "{{
            {count}
            let mut made = {TYPES}Array{of_made}::<{item}>::zeros(({sizes}));
            for k in 0..parts.len() {{
                let part = &parts[k];
                {fit}
                {fill}
            }}
            made
        }}"
    ))
}
