//! References that are copied out of lists, which change afterwards.

use autodiff::differentiate;

#[differentiate]
fn tuples_taken_apart(p: &[f64]) -> f64 {
    let (a, b) = (&p[..2], &p[2..4]);
    let mut list = vec![(a, 1.0), (b, 2.0)];
    let (w, k) = list[0];
    list.swap(0, 1);
    w[0] * k * list[0].0[1]
}

#[differentiate]
fn slices_taken(p: &[f64]) -> f64 {
    let (a, b) = (&p[..2], &p[2..4]);
    let mut list = vec![a, b];
    let w = list[0];
    list.swap(0, 1);
    let v = list[1];
    list.push(a);
    let u = list[2];
    w[0] * w[1] + v[0] * 3.0 + u[1].sin()
}

#[differentiate]
fn sorted_before(p: &[f64]) -> f64 {
    let (a, b) = (&p[..2], &p[2..4]);
    let mut list = vec![a, b];
    let mut s = 0.0;
    list.sort_by(|a, b| a[0].partial_cmp(&b[0]).unwrap());
    let mut best = list[0];
    for i in 0..2 {
        if list[i][1] > best[1] {
            best = list[i];
        }
        s += best[0] * best[1] * (i as f64 + 1.0);
    }
    let firsts: Vec<f64> = list.iter().map(|w| w[0]).collect();
    s + firsts[0]
}

#[differentiate]
fn in_loops(p: &[f64]) -> f64 {
    let mut list: Vec<(&[f64], f64)> = Vec::new();
    for i in 0..3 {
        list.push((&p[i..i + 2], p[i]));
    }
    let mut s = 0.0;
    for i in 0..3 {
        let (w, k) = list[i];
        let &(v, _) = list.first().unwrap();
        if let Some(&(u, _)) = list.get(1) {
            list.swap(0, 2);
            s += u[0] * v[1];
        }
        s += w[0] * k + list[i].1 * list[1].0[1];
    }
    s
}

#[differentiate]
fn pushed_where_it_was(p: &[f64]) -> f64 {
    let mut list: Vec<&[f64; 2]> = Vec::new();
    let (a, b, c) = ([p[0], p[1]], [p[2], p[1]], [p[3], p[0] * p[1]]);
    list.push(&a);
    list.push(&b);
    let w = list[1];
    list.truncate(1);
    list.push(&c);
    let Some(v) = list.last().copied() else {
        return 0.0;
    };
    list.truncate(1);
    list.push(&a);
    w[0] * v[1] + list[1][0] * list[0][1]
}

#[differentiate]
fn passed_on(p: &[f64]) -> f64 {
    let (a, b) = (&p[..2], &p[2..4]);
    let mut list = vec![a, b];
    let w = *list.last().unwrap();
    list.push(&p[1..3]);
    list.swap(1, 2);
    product(w, list[1]) + w[0]
}

#[differentiate]
fn product(w: &[f64], v: &[f64]) -> f64 {
    w[0] * v[1]
}

#[differentiate]
fn turned(p: &[f64]) -> f64 {
    let (a, b) = (&p[..2], &p[2..4]);
    let mut arr = [a, b, a];
    let w = arr[0];
    arr.rotate_left(1);
    arr.swap(0, 2);
    w[0] * w[1] + arr[0][0] * arr[1][1]
}

#[differentiate]
fn in_deques(p: &[f64]) -> f64 {
    let (a, b) = (&p[..2], &p[2..4]);
    let mut q = std::collections::VecDeque::new();
    q.push_back(a);
    q.push_back(b);
    let w = q[0];
    q.push_front(b);
    q.swap(1, 2);
    w[0] * w[1] + q[1][0]
}

#[differentiate]
fn captured(p: &[f64]) -> f64 {
    let (a, b) = (&p[..2], &p[2..4]);
    let mut list = vec![a, b];
    let f = |x: f64| list[0][0] * x;
    let y = f(p[1]);
    let w = list[0];
    let g = move |x: f64| w[1] * x;
    list.swap(0, 1);
    y + g(p[2]) * list[0][0]
}

#[differentiate]
fn by_iterators(p: &[f64]) -> f64 {
    let (a, b) = (&p[..2], &p[2..4]);
    let mut list = vec![a, b];
    let mut it = list.iter();
    let w = *it.next().unwrap();
    let sum: f64 = it.map(|x| x[0]).sum();
    list.sort_by(|x, y| y[0].total_cmp(&x[0]));
    w[0] * w[1] * sum + list[0][1]
}

#[differentiate]
fn of_numbers(p: &[f64]) -> f64 {
    let (a, b) = (&p[0], &p[3]);
    let mut arr = vec![a, b, a];
    let w = arr[0];
    let v: f64 = *arr[1];
    arr.swap(0, 1);
    w * v + arr[0] * arr[0]
}

#[differentiate]
fn in_branches(p: &[f64]) -> f64 {
    let mut list = vec![&p[..2], &p[2..4], &p[1..3]];
    let mut total = 0.0;
    for k in 0..3 {
        let row = list[k];
        if row[0] > 0.5 {
            list.swap(k, 0);
            total += row[1] * list[k][1];
        } else {
            total += called(row, list[0]);
        }
        total += row[0] * row[0];
    }
    total
}

#[differentiate]
fn called(a: &[f64], b: &[f64]) -> f64 {
    let mut pair = [a, b];
    let first = pair[0];
    pair.reverse();
    first[0] * pair[0][1]
}

#[differentiate]
fn assigned(p: &[f64]) -> f64 {
    let (a, b) = (&p[..2], &p[2..4]);
    let mut list = vec![(a, 1.0), (b, 2.0)];
    let (w, k) = list[0];
    list[0] = (b, 3.0);
    list[1].1 = p[0];
    list[1].0 = &p[1..3];
    let mut rows = [a, b, a];
    let row = rows[0];
    rows[0] = b;
    for r in rows.iter_mut() {
        *r = &r[1..];
    }
    w[0] * k * list[0].0[1] + list[1].1 * list[1].0[1] + row[1] * rows[0][0] * rows[1][0]
}

#[differentiate]
fn assigned_in_loops(p: &[f64]) -> f64 {
    let mut lists = vec![&p[..2]; 3];
    let mut total = 0.0;
    for i in 0..3 {
        let before = lists[i];
        if p[i] > 0.5 {
            lists[i] = &p[1..3];
        } else {
            lists[(i + 1) % 3] = &p[2..4];
        }
        total += before[0] * lists[i][1] + lists[(i + 1) % 3][0];
    }
    total
}

crate::support::whole_functions! {
    tuples_taken_apart slices_taken sorted_before passed_on in_loops pushed_where_it_was turned in_deques
    captured by_iterators of_numbers in_branches assigned assigned_in_loops =>
    [0.3, 0.7, -0.4, 1.1], [0.8, -0.6, 0.9, 0.2], [-0.5, 0.4, 0.6, -0.9]
}

mod copied_as_a_whole {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone, Copy)]
    struct Layer<'a> {
        w: &'a [f64],
        gain: f64,
    }

    #[differentiate]
    fn captured_by_value(p: &[f64]) -> f64 {
        let mut rows = [&p[..2], &p[2..4]];
        let f = move |i: usize| rows[i][0];
        rows.swap(0, 1);
        f(0) * rows[0][1] + f(1)
    }

    #[differentiate]
    fn gone_over(p: &[f64]) -> f64 {
        let mut rows = [&p[..2], &p[2..4]];
        let mut s = 0.0;
        for r in rows {
            s += r[0] * rows[0][1];
            rows.swap(0, 1);
            s *= 1.5;
        }
        s
    }

    #[differentiate]
    fn saved(p: &[f64]) -> f64 {
        let mut rows = [&p[..2], &p[2..4]];
        let saved = rows;
        rows.swap(0, 1);
        let pair = (rows, 2.0);
        rows[0] = &p[1..3];
        saved[0][0] * rows[0][1] + pair.0[0][0] * pair.1
    }

    #[differentiate]
    fn structs(p: &[f64]) -> f64 {
        let (a, b) = (&p[..2], &p[2..4]);
        let mut layers = [Layer { w: a, gain: p[0] }, Layer { w: b, gain: p[1] }];
        let f = move |i: usize| layers[i].w[0] * layers[i].gain;
        layers.swap(0, 1);
        layers[0].gain = 2.0;
        let mut s = 0.0;
        for l in layers {
            s += l.w[1] * l.gain * f(0);
            layers.swap(0, 1);
            layers[1].gain *= 0.5;
        }
        s + layers[0].gain
    }

    crate::support::whole_functions! { captured_by_value gone_over saved structs =>
    [0.3, 0.7, -0.4, 1.1], [0.8, -0.6, 0.9, 0.2] }
}

mod parts_of_what_is_lent {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone, Copy)]
    struct Layer<'a> {
        w: &'a [f64],
        gain: f64,
    }

    #[differentiate]
    impl<'a> Layer<'a> {
        fn wide(&self) -> &'a [f64] {
            &self.w[1..]
        }
    }

    #[differentiate]
    fn part(p: &[f64]) -> f64 {
        let mut list = [&p[..2], &p[2..4]];
        let w = &list[0][1..];
        list.swap(0, 1);
        w[0] * list[0][1]
    }

    #[differentiate]
    fn split(p: &[f64]) -> f64 {
        let mut list = vec![&p[..2], &p[2..4]];
        let (l, r) = list[0].split_at(1);
        let x = list[0].first().unwrap();
        list.reverse();
        l[0] * r[0] * list[0][1] + x
    }

    #[differentiate]
    fn iterator(p: &[f64]) -> f64 {
        let mut list = vec![&p[..2], &p[2..4]];
        let it = list[0].iter();
        list.swap(0, 1);
        it.map(|x| x * x * x).sum::<f64>() * list[0][0]
    }

    #[differentiate]
    fn element(p: &[f64]) -> f64 {
        let mut list = vec![(&p[..2], 1.0), (&p[2..4], 2.0)];
        let last = &list[1].0[0];
        list.sort_by(|a, b| b.0[1].total_cmp(&a.0[1]));
        last * list[0].0[0]
    }

    #[differentiate]
    fn field(p: &[f64]) -> f64 {
        let mut ls = vec![
            Layer {
                w: &p[..2],
                gain: p[0],
            },
            Layer {
                w: &p[2..4],
                gain: p[1],
            },
        ];
        let w = ls[0].w;
        let v = &ls[1].w[1..];
        let x = ls[0].wide();
        ls.swap(0, 1);
        w[0] * v[0] * ls[0].w[0] + x[0] * x[0]
    }

    #[differentiate]
    fn head(p: &[f64]) -> f64 {
        let mut list = [&p[..2], &p[2..4]];
        let mut s = 0.0;
        for x in list[0] {
            list.swap(0, 1);
            s += x * list[0][0] * x;
        }
        for x in list[1].iter() {
            list.swap(0, 1);
            s += x * list[0][1];
        }
        s
    }

    #[differentiate]
    fn field_in_loops(p: &[f64]) -> f64 {
        let mut ls = vec![
            Layer {
                w: &p[..2],
                gain: p[0],
            },
            Layer {
                w: &p[2..4],
                gain: p[1],
            },
        ];
        let mut s = 0.0;
        for k in 0..3 {
            let w = ls[k % 2].w;
            let [a, b] = w else { return 0.0 };
            ls.swap(0, 1);
            ls[0].gain *= 1.5;
            s += w[0] * ls[k % 2].w[1] + a * b * ls[0].gain;
        }
        s
    }

    crate::support::whole_functions! { part split iterator element field head field_in_loops =>
    [0.3, 0.7, -0.4, 1.1], [0.8, -0.6, 0.9, 0.2] }
}
