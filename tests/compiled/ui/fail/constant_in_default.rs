use autodiff::differentiate;

const G: f64 = 9.81;

#[differentiate]
trait Falling {
    fn mass(&self) -> f64;

    fn weight(&self) -> f64 {
        self.mass() * G
    }
}

fn main() {}
