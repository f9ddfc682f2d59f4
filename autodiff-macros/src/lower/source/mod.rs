//! What the file says that a function stands in, and those that its imports lead to.

pub(super) mod aliases;
pub(super) mod anywhere;
pub(super) mod assigned_fields;
pub(super) mod calling;
pub(super) mod declarations;
pub(super) mod definitions;
pub(super) mod generic_aliases;
pub(super) mod implementors;
pub(super) mod imported_names;
pub(super) mod imported_variants;
pub(super) mod macro_rules;
pub(super) mod macros_in_sight;
pub(super) mod made_by_macros;
pub(super) mod methods_defined;
pub(super) mod operators;
pub(super) mod other_files;
pub(super) mod plain_traits;
pub(super) mod results;
pub(super) mod scopes;
pub(super) mod spans;
pub(super) mod standing;
pub(super) mod std_imports;
pub(super) mod struct_aliases;
pub(super) mod text;
pub(super) mod twice_defined;
pub(super) mod types_anywhere;
