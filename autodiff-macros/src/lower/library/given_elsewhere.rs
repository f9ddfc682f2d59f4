//! Matrices that functions of other modules and files give. Their types may go by other names at a call, or by none:
//! what is noted is what they are, not what they are called. A wrong guess does not compile.

use crate::ir::Target;
use crate::lower::source::results::Meant;
use crate::lower::types::fields::only_argument;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// Notes the matrices in what a function gives that is defined in another module or file.
    pub(in crate::lower) fn declare_matrices_given(&mut self, target: &Target, ty: &Type) -> bool {
        let Some((meant, signature)) = self.called_elsewhere(target) else {
            return false;
        };
        let (syn::ReturnType::Type(_, written), Some(whole)) =
            (&signature.output, self.infer.name(ty))
        else {
            return false;
        };
        let parameters = signature.generics.type_params();
        let parameters: Vec<String> = parameters.map(|param| param.ident.to_string()).collect();
        if types::tokens_of(&**written).mentions(&parameters) {
            return false;
        }
        match self.given_with_matrices(written, whole, &meant) {
            Some(known) => self.infer.unify(ty, &known),
            None => return false,
        };
        true
    }

    /// What is known of a type that another module writes and that goes by a name here, if matrices are in it.
    fn given_with_matrices(
        &mut self,
        written: &syn::Type,
        whole: Type,
        meant: &Meant,
    ) -> Option<Type> {
        let written = types::plain(written);
        if let syn::Type::Tuple(tuple) = written {
            let items = tuple.elems.iter().enumerate();
            let items: Vec<_> = items
                .map(|(at, item)| {
                    let name = Type::Component(Box::new(whole.clone()), at);
                    let known = self.given_with_matrices(item, name.clone(), meant);
                    (known, item, name)
                })
                .collect();
            if items.iter().all(|(known, ..)| known.is_none()) {
                return None;
            }
            let items = items.into_iter().map(|(known, item, name)| match known {
                Some(known) => known,
                None if meant.is_called_the_same(item) => self.type_from(item),
                None => self.infer.named(name, Span::call_site()),
            });
            return Some(Type::Tuple(items.collect()));
        }
        if let Some(item) = only_argument(written, "Option") {
            let name = Type::Inside(Box::new(whole));
            let item = self.given_with_matrices(item, name, meant)?;
            return Some(Type::Option(Box::new(item)));
        }
        if let Some(item) = only_argument(written, "Vec") {
            let name = Type::Element(Box::new(whole));
            let item = self.given_with_matrices(item, name, meant)?;
            return Some(Type::Vec(Box::new(item)));
        }
        let syn::Type::Path(path) = written else {
            return None;
        };
        let library = (self.library_of(&path.path))
            .filter(|library| !library.is_view() && meant.is_of_library(&path.path))?;
        let ty = self.infer.named(whole, Span::call_site());
        self.infer.set_library(&ty, library);
        Some(ty)
    }
}
