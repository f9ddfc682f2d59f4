//! Functions that have names like types, as formulas have them: `V(r)`, `Jn(x)`.

use crate::lower::paths;
use crate::lower::source::text::around;

/// Whether a path with a last name in capitals leads to a function, as in `V(r)`, and to no struct or variant.
pub(in crate::lower) fn leads_to_function(path: &syn::Path) -> bool {
    let names = paths::segments(path);
    let span = path.segments.last().map(|segment| segment.ident.span());
    let (Some(name), Some((source, _))) = (names.last(), span.and_then(around)) else {
        return false;
    };
    let mut functions = (source.named("fn", name)).filter_map(|text| syn::parse_str(text).ok());
    !paths::is_inside_type(&names)
        && functions.any(|function: syn::ItemFn| function.sig.receiver().is_none())
        && source.named("struct", name).next().is_none()
}
