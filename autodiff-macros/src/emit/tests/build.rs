//! A short way to write functions of the intermediate representation.

use crate::emit::{Derivative, Header, Home, beside_function, derivative};
use crate::ir::*;
use crate::rules;
use proc_macro2::{Ident, Span, TokenStream};

pub(super) struct Build {
    pub(super) function: Function,
    /// The statements of the blocks that are being written, innermost last.
    open: Vec<Vec<Stmt>>,
}

pub(super) fn tokens(text: &str) -> Tokens {
    Tokens::new(text.parse().expect("tokens"))
}

pub(super) fn slice() -> Type {
    Type::Slice(Box::new(Type::F64))
}

impl Build {
    pub(super) fn new(name: &str, result: Type) -> Self {
        let result_tokens =
            (result != Type::Unit).then(|| Tokens::new(crate::emit::types::written(&result)));
        Build {
            function: Function {
                name: name.into(),
                params: Vec::new(),
                result_type: result,
                result_tokens,
                result: Operand::Unit,
                seed: Operand::Unit,
                values: Vec::new(),
                memories: Vec::new(),
                blocks: 1,
                body: Block {
                    id: BlockId(0),
                    stmts: Vec::new(),
                    yields: Vec::new(),
                },
                items: Vec::new(),
                inner_functions: Vec::new(),
                boxed: Vec::new(),
                standing: Standing::Fixed,
                pins: Vec::new(),
                known: Vec::new(),
                borrowed: Vec::new(),
                closures: Vec::new(),
                own_params: 0,
                generics: Vec::new(),
                constants: Vec::new(),
                checkpoints: Vec::new(),
            },
            open: vec![Vec::new()],
        }
    }

    pub(super) fn value(&mut self, name: &str, ty: Type) -> Value {
        let (by_user, text) = match name.strip_prefix('.') {
            Some(text) => (false, text),
            None => (true, name),
        };
        let name = (!text.is_empty()).then(|| Name {
            text: text.into(),
            by_user,
        });
        self.function.new_value(ValueInfo {
            ty,
            name,
            span: Span::call_site(),
        })
    }

    pub(super) fn memory(&mut self, name: &str, ty: Type, origin: Origin) -> Memory {
        self.function.new_memory(MemoryInfo {
            ty,
            name: name.into(),
            span: Span::call_site(),
            origin,
        })
    }

    fn param(&mut self, name: &str, passing: Passing, ty: Type, binding: Operand) {
        let written = crate::emit::types::written(&ty);
        let reference = match passing {
            Passing::Value => "",
            Passing::Ref => "&",
            Passing::RefMut => "&mut ",
        };
        self.function.params.push(Param {
            name: name.into(),
            span: Span::call_site(),
            passing,
            tokens: Some(tokens(&format!("{reference}{written}"))),
            ty,
            binding,
        });
    }

    pub(super) fn scalar(&mut self, name: &str) -> Value {
        let value = self.value(name, Type::F64);
        self.param(name, Passing::Value, Type::F64, Operand::Value(value));
        value
    }

    /// A scalar parameter of a backward function: it is in the cache.
    pub(super) fn absent(&mut self, name: &str) {
        self.param(name, Passing::Value, Type::F64, Operand::Unit);
    }

    pub(super) fn reference(&mut self, name: &str, ty: Type, mutable: bool) -> Memory {
        let index = self.function.params.len();
        let memory = self.memory(name, ty.clone(), Origin::Param(index));
        let passing = if mutable {
            Passing::RefMut
        } else {
            Passing::Ref
        };
        self.param(name, passing, ty, Operand::Memory(memory));
        memory
    }

    pub(super) fn shadow(&mut self, index: usize) -> Memory {
        let param = &self.function.params[index];
        let (name, ty) = (format!("d_{}", param.name), param.ty.shadow());
        self.memory(&name, ty, Origin::Shadow(index))
    }

    pub(super) fn push(&mut self, stmt: Stmt) {
        self.open.last_mut().expect("a block").push(stmt);
    }

    /// `let name = expr;`: the name of a value without a name of the user's begins with a dot.
    pub(super) fn bind(&mut self, name: &str, ty: Type, expr: Expr) -> Value {
        let value = self.value(name, ty);
        self.push(Stmt::Let { value, expr });
        value
    }

    pub(super) fn float(&mut self, name: &str, expr: Expr) -> Value {
        self.bind(name, Type::F64, expr)
    }

    pub(super) fn literal(&mut self, name: &str, text: &str) -> Value {
        let ty = match text {
            "true" | "false" => Type::Bool,
            _ if text.contains('.') => Type::F64,
            _ => Type::USIZE,
        };
        self.bind(name, ty, Expr::Literal(tokens(text)))
    }

    pub(super) fn op(&mut self, name: &str, a: Value, op: Binary, b: Value) -> Value {
        let ty = if op.is_comparison() {
            Type::Bool
        } else {
            self.function.value(a).ty.clone()
        };
        self.bind(name, ty, Expr::Binary(op, a, b))
    }

    pub(super) fn neg(&mut self, name: &str, a: Value) -> Value {
        self.float(name, Expr::Unary(Unary::Neg, a))
    }

    pub(super) fn rule(&mut self, name: &str, rule: &str, a: Value) -> Value {
        let rule = rules::find(rule).expect("a rule");
        self.float(name, Expr::Rule(rule, vec![a]))
    }

    pub(super) fn load(&mut self, name: &str, memory: Memory, index: Value) -> Value {
        self.float(name, Expr::Load(at(memory, index)))
    }

    pub(super) fn block(&mut self, write: impl FnOnce(&mut Self, BlockId) -> Vec<Value>) -> Block {
        let id = self.function.new_block();
        self.open.push(Vec::new());
        let yields = write(self, id);
        let stmts = self.open.pop().expect("a block");
        Block { id, stmts, yields }
    }

    pub(super) fn branch(
        &mut self,
        condition: Value,
        results: &[(&str, Type)],
        then: impl FnOnce(&mut Self) -> Vec<Value>,
        els: impl FnOnce(&mut Self) -> Vec<Value>,
    ) -> Vec<Value> {
        let then = self.block(|b, _| then(b));
        let els = self.block(|b, _| els(b));
        let results: Vec<_> = results
            .iter()
            .map(|(name, ty)| self.value(name, ty.clone()))
            .collect();
        self.push(Stmt::If {
            condition,
            then,
            els,
            results: results.clone(),
        });
        results
    }

    fn carried(&mut self, inits: &[(&str, Value)]) -> Vec<Carried> {
        let carried = inits.iter().map(|(name, init)| {
            let ty = self.function.value(*init).ty.clone();
            Carried {
                init: *init,
                inside: self.value(name, ty.clone()),
                result: self.value(name, ty),
            }
        });
        carried.collect()
    }

    /// `for var in from..to`; the body gets the variable, what is carried and its block.
    pub(super) fn repeat(
        &mut self,
        var: &str,
        (from, to): (Value, Value),
        inits: &[(&str, Value)],
        exit: Option<usize>,
        write: impl FnOnce(&mut Self, Value, Vec<Value>, BlockId) -> Vec<Value>,
    ) -> Vec<Value> {
        let ty = self.function.value(from).ty.clone();
        let var = self.value(var, ty);
        let carried = self.carried(inits);
        let inside = carried.iter().map(|c| c.inside).collect();
        let body = self.block(|b, id| write(b, var, inside, id));
        let results = carried.iter().map(|c| c.result).collect();
        self.push(Stmt::For(Box::new(For {
            var,
            from,
            to,
            inclusive: false,
            reversed: false,
            carried,
            exit,
            body,
            span: Span::call_site(),
        })));
        results
    }

    pub(super) fn repeat_while(
        &mut self,
        inits: &[(&str, Value)],
        condition: impl FnOnce(&mut Self, &[Value]) -> Value,
        write: impl FnOnce(&mut Self, &[Value]) -> Vec<Value>,
    ) -> Vec<Value> {
        let carried = self.carried(inits);
        let inside: Vec<_> = carried.iter().map(|c| c.inside).collect();
        let condition = self.block(|b, _| vec![condition(b, &inside)]);
        let body = self.block(|b, _| write(b, &inside));
        let results = carried.iter().map(|c| c.result).collect();
        self.push(Stmt::While(Box::new(While {
            carried,
            condition,
            body,
            span: Span::call_site(),
        })));
        results
    }

    pub(super) fn record(&mut self, field: u32, value: Value) {
        self.push(Stmt::Record {
            at: None,
            field: Field(field),
            operand: Operand::Value(value),
            clone: false,
        });
    }

    pub(super) fn returns(mut self, result: Operand) -> Function {
        self.function.result = result;
        self.function.body.stmts = self.open.pop().expect("the body");
        self.function
    }
}

pub(super) fn at(memory: Memory, index: Value) -> Place {
    Place::whole(memory).then(Projection::Index(index))
}

pub(super) fn field(name: &str, ty: Type, storage: Storage) -> FieldInfo {
    FieldInfo {
        name: name.into(),
        ty: FieldType::Value(ty),
        block: BlockId(0),
        storage,
        doc: None,
        wanted: Vec::new(),
    }
}

pub(super) fn header(name: &str) -> Header {
    Header {
        told: Vec::new(),
        name: Ident::new(name, Span::call_site()),
        home: Home::Companion(Ident::new(name, Span::call_site())),
        cache: Ident::new("FCache", Span::call_site()),
        visibility: "pub".parse().expect("tokens"),
        attributes: TokenStream::new(),
        generics: Vec::new(),
        predicates: Vec::new(),
        is_item: true,
        speaks_of_self: false,
        wrt: Vec::new(),
        face: crate::emit::Face::Public,
    }
}

/// The printed file, formatted.
pub(super) fn pretty(tokens: TokenStream) -> String {
    let text = tokens.to_string();
    match syn::parse2(tokens) {
        Ok(file) => prettyplease::unparse(&file),
        Err(error) => panic!("{error}: {text}"),
    }
}

/// What stands beside a function in the end.
pub(super) fn whole(user: TokenStream, header: &Header, d: &Derivative) -> TokenStream {
    beside_function(user, header, &derivative(header, d))
}

/// One of the generated functions, without attributes and documentation.
fn function(d: &Derivative, name: &str) -> String {
    let text = pretty(whole(TokenStream::new(), &header(&d.forward.name), d));
    let start = text.find(&format!("pub fn {name}")).expect("the function");
    let text = &text[start..];
    let end = text.find("\n    }\n").expect("its end");
    let lines = text[..end + 6].lines();
    lines
        .map(|line| line.strip_prefix("    ").unwrap_or(line))
        .collect::<Vec<_>>()
        .join("\n")
}

fn pair(forward: Function, backward: Function, fields: Vec<FieldInfo>) -> Derivative {
    Derivative {
        closures: Vec::new(),
        segments: Vec::new(),
        graph: None,
        forward,
        layout: Layout {
            fields,
            rows: Vec::new(),
            is_shared: false,
            work: None,
            lent: Vec::new(),
        },
        backward,
        fused: None,
        narrow: None,
        unread: None,
        for_some: None,
        read_for: Vec::new(),
    }
}

pub(super) fn forward(function: Function, fields: Vec<FieldInfo>) -> String {
    let backward = Build::new(&function.name, Type::Unit).returns(Operand::Unit);
    self::function(&pair(function, backward, fields), "forward")
}

pub(super) fn backward(function: Function, fields: Vec<FieldInfo>) -> String {
    let forward = Build::new(&function.name, Type::Unit).returns(Operand::Unit);
    self::function(&pair(forward, function, fields), "backward")
}

pub(super) fn same(printed: &str, expected: &str) {
    let printed = printed.trim();
    let expected = expected.trim();
    assert!(
        printed == expected,
        "printed:\n{printed}\n\nexpected:\n{expected}"
    );
}
