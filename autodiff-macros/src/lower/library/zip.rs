//! `Zip::from(&mut a).and(&b).for_each(f)` and its kin, of arrays of one shape: loops over the elements of
//! all of them, or over lanes; and `azip!`, which is another way to write it.

use crate::ir::Place;
use crate::lower::expr::plain;
use crate::lower::iteration::iterators::{By, Iter};
use crate::lower::library::lent::Lent;
use crate::lower::library::types::{Gives, Library, is_whole};
use crate::lower::messages as m;
use crate::lower::*;
use std::rc::Rc;
use syn::Token;
use syn::parse::{Parse, ParseStream};
use syn::visit_mut::{self, VisitMut};

/// What is written behind one another: whether the function is told the position, and the arrays, each
/// with whether it is broadcast.
struct Chain<'e> {
    indexed: bool,
    producers: Vec<(&'e syn::Expr, bool)>,
}

impl<'e> Chain<'e> {
    fn of(e: &'e syn::Expr) -> Option<Chain<'e>> {
        match plain(e) {
            syn::Expr::Call(call) => {
                let syn::Expr::Path(path) = plain(&call.func) else {
                    return None;
                };
                let names = paths::segments(&path.path);
                let [.., owner, name] = &names[..] else {
                    return None;
                };
                let known = owner == "Zip" && matches!(name.as_str(), "from" | "indexed");
                (known && call.args.len() == 1).then(|| Chain {
                    indexed: name == "indexed",
                    producers: vec![(&call.args[0], false)],
                })
            }
            syn::Expr::MethodCall(call) if call.args.len() == 1 => {
                let broadcast = call.method == "and_broadcast";
                if !broadcast && call.method != "and" {
                    return None;
                }
                let mut chain = Chain::of(&call.receiver)?;
                chain.producers.push((&call.args[0], broadcast));
                Some(chain)
            }
            _ => None,
        }
    }
}

/// What a chain goes over.
struct Zipped {
    iter: Rc<Iter>,
    /// The first array, whose shape all have.
    first: Option<(Place, Library)>,
    /// The pattern of an item, and the arguments of a function of it.
    pattern: String,
    arguments: String,
    names: Vec<(&'static str, Outcome)>,
}

/// What goes along with the others, and the array whose elements that are.
type Producer = (Rc<Iter>, Option<(Place, Library)>);

impl<'a> Lowerer<'a> {
    /// The end of such a chain.
    pub(in crate::lower) fn zip_of_arrays(
        &mut self,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        let chain = Chain::of(&e.receiver)?;
        let name = e.method.to_string();
        if matches!(name.as_str(), "and" | "and_broadcast") {
            return None;
        }
        let before = self.matrices.lent_parts.len();
        let (zipped, lent) = self.reading_head(|l| l.zipped(&chain, span));
        let Some(zipped) = zipped else {
            return Some(Outcome::Poison);
        };
        let args: Vec<_> = e.args.iter().collect();
        let lends_lanes = lent.iter().any(|lent| matches!(lent, Lent::Parts));
        if lends_lanes && name != "for_each" {
            return Some(self.error_about(span, m::LIBRARY_METHOD, &name));
        }
        let (pattern, arguments) = (&zipped.pattern, &zipped.arguments);
        let (source, f) = match (name.as_str(), &args[..]) {
            ("for_each" | "apply", [f]) => {
                (format!("for {pattern} in it {{ f({arguments}); }}"), f)
            }
            ("map_collect", [f]) => (
                format!("it.map(|{pattern}| f({arguments})).collect::<Vec<_>>()"),
                f,
            ),
            ("all" | "any", [f]) => (
                format!("it.map(|{pattern}| f({arguments})).{name}(|found| found)"),
                f,
            ),
            ("fold", [_, f]) => (
                format!("it.fold(init, |sum, {pattern}| f(sum, {arguments}))"),
                f,
            ),
            _ => return Some(self.error_about(span, m::LIBRARY_METHOD, &name)),
        };
        let Some(f) = self.callable(f) else {
            return Some(Outcome::Poison);
        };
        let mut names = zipped.names.clone();
        names.push(("f", Outcome::Callable(f)));
        names.push(("it", Outcome::Iter(zipped.iter.clone())));
        if name == "fold" {
            names.push(("init", self.rvalue(args[0])));
        }
        let outcome = self.written_out(&source, names, span);
        self.take_back(lent, span);
        self.take_back_parts(before, span);
        if name != "map_collect" {
            return Some(outcome);
        }
        Some(match zipped.first {
            Some((first, library)) => {
                let items = self.place_of(outcome, span)?;
                self.of_elements(&Outcome::Place(first), &library, items, span)
            }
            None => {
                let items = self.place_of(outcome, span)?;
                self.array_of_items(items, span)
            }
        })
    }

    fn zipped(&mut self, chain: &Chain<'_>, span: Span) -> Option<Zipped> {
        let mut zipped: Option<Zipped> = None;
        for ((producer, broadcast), name) in
            chain.producers.iter().zip(["a", "b", "c", "d", "e", "g"])
        {
            let outcome = self.producing(producer);
            let mut found = self.producer(outcome, m::span(producer))?;
            zipped = Some(match zipped {
                None => Zipped {
                    iter: found.0,
                    first: found.1,
                    pattern: name.to_string(),
                    arguments: name.to_string(),
                    names: Vec::new(),
                },
                Some(before) => {
                    if let (Some((first, of_first)), Some((other, of_other))) =
                        (&before.first, &found.1)
                        && (is_whole(of_first) || is_whole(of_other))
                    {
                        self.same_shapes((first, of_first), (other, of_other), span);
                    } else if let (Some((first, library)), Some((other, _))) =
                        (&before.first, &found.1)
                    {
                        if *broadcast {
                            found.0 = self.broadcast_like(first, library, other, span)?;
                        }
                        let other = if *broadcast { first } else { other };
                        let both = [first, other]
                            .map(|place| Outcome::Place(place.clone()).reference(false));
                        let usize = Gives::Known(Type::USIZE);
                        let count = self.library_call("common_len", both.into(), usize, span);
                        found.0 = Rc::new(Iter::Take(found.0, self.value(count, span)));
                    } else if before.first.is_some() != found.1.is_some() {
                        let names = [("a", before.iter.clone()), ("b", found.0.clone())];
                        let names = names.map(|(name, iter)| (name, Outcome::Iter(iter)));
                        self.written_out("assert!(a.len() == b.len())", names.into(), span);
                    }
                    Zipped {
                        iter: Rc::new(Iter::Zip(before.iter, found.0)),
                        pattern: format!("({}, {name})", before.pattern),
                        arguments: format!("{}, {name}", before.arguments),
                        ..before
                    }
                }
            });
        }
        let mut zipped = zipped.filter(|_| chain.producers.len() <= 6)?;
        if chain.indexed {
            let Some((first, library)) = &zipped.first else {
                self.error_about(span, m::LIBRARY_METHOD, "indexed");
                return None;
            };
            let (position, names) = self.position_in(first, library, span)?;
            zipped.pattern = format!("(n, {})", zipped.pattern);
            zipped.arguments = format!("{position}, {}", zipped.arguments);
            zipped.names = names;
            zipped.iter = Rc::new(Iter::Enumerate(zipped.iter));
        }
        Some(zipped)
    }

    /// What is gone over; of a part that is changed a copy, which goes back behind the chain.
    fn producing(&mut self, e: &syn::Expr) -> Outcome {
        let span = m::span(e);
        let part = match expr::plain(e) {
            syn::Expr::MethodCall(call) => self.lent_part(call, span),
            _ => None,
        };
        let Some((part, copy)) = part else {
            return self.expr(e);
        };
        let Some(place) = self.place_of(copy, span) else {
            return Outcome::Poison;
        };
        self.lend_part(part, place.clone());
        Outcome::Place(place).reference(true)
    }

    /// The elements of an array, and the array; or its lanes alone.
    fn producer(&mut self, outcome: Outcome, span: Span) -> Option<Producer> {
        let by = match &outcome {
            Outcome::Iter(iter) => return Some((self.rest(iter.clone()), None)),
            Outcome::Ref(_, true) => By::RefMut,
            _ => By::Ref,
        };
        let matrix = outcome.dereferenced();
        let Some(library) = self.library(&matrix).filter(Library::is_array) else {
            if !matches!(matrix, Outcome::Poison | Outcome::Never) {
                self.error_about(span, m::LIBRARY_ARGUMENT, "Zip");
            }
            return None;
        };
        let place = self.place_of(matrix, span)?;
        let items = self.items(Outcome::Place(place.clone()), by, span)?;
        Some((items, Some((place, library))))
    }

    /// The elements of an array that is broadcast to the shape of another one.
    pub(in crate::lower) fn broadcast_like(
        &mut self,
        like: &Place,
        library: &Library,
        array: &Place,
        span: Span,
    ) -> Option<Rc<Iter>> {
        let ty = self.place_type(like);
        let both = [like, array].map(|place| Outcome::Place(place.clone()).reference(false));
        let made = self.library_call("assigned", both.into(), Gives::Known(ty), span);
        let items = self.library_elements(made, library, span)?;
        Some(Rc::new(Iter::Items(items, By::Ref)))
    }
}

/// What stands between the parentheses of `azip!`: `(a in &mut x, &b in &y) body`.
struct Azip {
    patterns: Vec<syn::Pat>,
    arrays: Vec<syn::Expr>,
    indexed: bool,
    body: syn::Expr,
}

impl Parse for Azip {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let head;
        syn::parenthesized!(head in input);
        let (mut patterns, mut arrays) = (Vec::new(), Vec::new());
        let mut indexed = false;
        while !head.is_empty() {
            let fork = head.fork();
            if fork.parse::<syn::Ident>().is_ok_and(|name| name == "index")
                && !fork.peek(Token![in])
            {
                head.parse::<syn::Ident>()?;
                patterns.push(syn::Pat::parse_single(&head)?);
                indexed = true;
            } else {
                patterns.push(syn::Pat::parse_single(&head)?);
                head.parse::<Token![in]>()?;
                arrays.push(head.parse()?);
            }
            if !head.is_empty() {
                head.parse::<Token![,]>()?;
            }
        }
        Ok(Azip {
            patterns,
            arrays,
            indexed,
            body: input.parse()?,
        })
    }
}

impl Azip {
    /// The same as a chain.
    fn chain(self) -> Option<syn::Expr> {
        let span = Span::call_site();
        let start = if self.indexed { "indexed" } else { "from" };
        let mut path: syn::Path = syn::parse_str("::ndarray::Zip").ok()?;
        path.segments.push(syn::Ident::new(start, span).into());
        let call = |name: &str, receiver: syn::Expr, arg: syn::Expr| {
            syn::Expr::MethodCall(syn::ExprMethodCall {
                attrs: Vec::new(),
                receiver: Box::new(receiver),
                dot_token: Default::default(),
                method: syn::Ident::new(name, span),
                turbofish: None,
                paren_token: Default::default(),
                args: [arg].into_iter().collect(),
            })
        };
        let mut arrays = self.arrays.into_iter();
        let first = syn::Expr::Call(syn::ExprCall {
            attrs: Vec::new(),
            func: Box::new(syn::Expr::Path(syn::ExprPath {
                attrs: Vec::new(),
                qself: None,
                path,
            })),
            paren_token: Default::default(),
            args: arrays.next().into_iter().collect(),
        });
        let all = arrays.fold(first, |chain, array| call("and", chain, array));
        let mut closure: syn::ExprClosure = syn::parse_str("|| {}").ok()?;
        closure.inputs = self.patterns.into_iter().collect();
        closure.body = Box::new(self.body);
        Some(call("for_each", all, syn::Expr::Closure(closure)))
    }
}

struct Rewrite;

fn rewritten(mac: &syn::Macro) -> Option<syn::Expr> {
    (macros::name_of(mac) == "azip").then(|| mac.parse_body::<Azip>().ok()?.chain())?
}

impl VisitMut for Rewrite {
    fn visit_expr_mut(&mut self, e: &mut syn::Expr) {
        if let syn::Expr::Macro(mac) = e
            && let Some(chain) = rewritten(&mac.mac)
        {
            *e = chain;
        }
        visit_mut::visit_expr_mut(self, e);
    }

    fn visit_stmt_mut(&mut self, stmt: &mut syn::Stmt) {
        if let syn::Stmt::Macro(mac) = stmt
            && let Some(chain) = rewritten(&mac.mac)
        {
            *stmt = syn::Stmt::Expr(chain, Some(Default::default()));
        }
        visit_mut::visit_stmt_mut(self, stmt);
    }
}

/// The block with chains in the place of `azip!`, so that everyone sees what it does.
pub(in crate::lower) fn without_azip(mut block: syn::Block) -> syn::Block {
    Rewrite.visit_block_mut(&mut block);
    block
}
