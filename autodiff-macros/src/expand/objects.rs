//! The objects of a differentiated trait: which of its methods can be called on `dyn Trait`, and what the
//! trait and its implementations get for that.

use super::header::header;
use super::{function, impls};
use crate::config::Config;
use crate::diagnostics::Errors;
use crate::emit::{self, Block, Header, Parts};
use crate::ir::Function;
use crate::lower::{self, Owner};
use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;

/// What the functions of a trait know of what they belong to, for generated code and for reading.
pub(super) fn of_self(title: &Ident, generics: &syn::Generics) -> (emit::Owner, Owner) {
    let this: syn::Type = syn::Type::Path(syn::TypePath {
        attrs: Vec::new(),
        qself: None,
        path: syn::Ident::new("Self", title.span()).into(),
    });
    let owner = emit::Owner {
        open_types: Vec::new(),
        ty: this.to_token_stream(),
        title: emit::camel_case(&title.to_string()),
        block: Block::Trait,
        generics: Vec::new(),
        predicates: Vec::new(),
    };
    let known = Owner {
        ty: this,
        generics: generics.clone(),
        by_reference: false,
        objects: Vec::new(),
        markers: Vec::new(),
        is_operator: false,
        is_inherent: false,
        types: Default::default(),
        constants: Default::default(),
        functions: Default::default(),
    };
    (owner, known)
}

/// The methods of a trait that can be called on objects.
pub(super) struct Objects {
    /// Whether there are objects of the trait.
    possible: bool,
    methods: Vec<(Header, Function)>,
    /// Those without a derivative.
    others: Vec<(Header, Parts)>,
}

impl Objects {
    pub(super) fn of(item: &syn::ItemTrait) -> Self {
        Objects {
            possible: lower::has_objects(item),
            methods: Vec::new(),
            others: Vec::new(),
        }
    }

    /// Notes a method without a derivative: callers ask what it gives.
    pub(super) fn add_other(&mut self, of: &Ident, function: &syn::ItemFn, config: &Config) {
        if !self.possible {
            return;
        }
        let (mut owner, _) = of_self(of, &syn::Generics::default());
        (owner.ty, owner.block) = (emit::object(of), Block::Inherent);
        let header = header(function, &function.sig, Some(&owner), config);
        self.others
            .extend(impls::without_derivative(function, header));
    }

    pub(super) fn add(&mut self, header: Header, function: Function) {
        if self.possible && emit::has_object_passes(&header, &function) {
            self.methods.push((header, function));
        }
    }

    pub(super) fn names(&self) -> Vec<Ident> {
        let names = self.methods.iter().map(|(header, _)| header.name.clone());
        names.collect()
    }

    /// What the trait gets.
    pub(super) fn declarations(&self, of: &Ident) -> Vec<TokenStream> {
        let zero =
            (!self.methods.is_empty()).then(|| emit::whole_declarations(&of.to_token_stream()));
        let passes = self.methods.iter();
        let passes = passes.filter_map(|(header, f)| emit::object_declarations(header, f));
        passes.chain(zero).collect()
    }

    /// What stands beside the trait.
    pub(super) fn beside(&self, item: &syn::ItemTrait) -> TokenStream {
        match self.methods.is_empty() {
            true => TokenStream::new(),
            false => {
                let visibility = item.vis.to_token_stream();
                let objects = emit::of_objects(&item.ident, &visibility, &self.methods);
                emit::beside_block(objects, &self.others)
            }
        }
    }
}

/// What an implementation gets for the methods of these names.
pub(super) fn items(block: &syn::ItemImpl, names: &[Ident]) -> TokenStream {
    let mut items = TokenStream::new();
    let Some((of, _)) = &block.trait_ else {
        return items;
    };
    let of = of.to_token_stream();
    for item in &block.items {
        let syn::ImplItem::Fn(method) = item else {
            continue;
        };
        if !names.contains(&method.sig.ident) {
            continue;
        }
        let conditions = method.attrs.iter().filter(|a| a.path().is_ident("cfg"));
        let head = syn::ItemFn {
            attrs: conditions.cloned().collect(),
            vis: syn::Visibility::Inherited,
            modifiers: Default::default(),
            sig: method.sig.clone(),
            block: Box::new(syn::Block {
                brace_token: Default::default(),
                stmts: Vec::new(),
            }),
        };
        let readable = function::readable(&head, Some(&block.generics));
        let mut errors = Errors::new();
        let config = Config::parse(TokenStream::new(), &mut errors);
        let (owner, known) = of_self(&method.sig.ident, &block.generics);
        let header = header(&readable, &head.sig, Some(&owner), &config);
        let signature = lower::signature(&readable, Some(&known), &config, &mut errors);
        // What cannot be read is said where the method stands.
        errors.forget();
        items.extend(signature.and_then(|signature| emit::object_items(&of, &header, &signature)));
    }
    if !names.is_empty() {
        items.extend(emit::whole_items(&of));
    }
    items
}
