//! Messages and their answers.

use crate::evals::{self, Evaluation};
use serde_json::{Map, Value, json};

/// The answer to one line. A message that makes no sense is answered with an error.
pub fn answer(line: &[u8]) -> Value {
    let (id, outcome) = match serde_json::from_slice(line) {
        Ok(Value::Object(message)) => (message.get("id").cloned(), respond(&message)),
        Ok(_) => (None, Err("a message is a JSON object".to_owned())),
        Err(error) => (None, Err(format!("not JSON: {error}"))),
    };
    let mut answer = outcome.unwrap_or_else(|error| json!({ "success": false, "error": error }));
    if let Some(id) = id {
        answer["id"] = id;
    }
    answer
}

fn respond(message: &Map<String, Value>) -> Result<Value, String> {
    match text(message, "kind")? {
        "start" => Ok(json!({ "tool": "autodiff" })),
        "define" => {
            evals::find(text(message, "module")?)?;
            Ok(json!({ "success": true }))
        }
        "evaluate" => {
            let evaluate = evals::find(text(message, "module")?)?;
            let function = text(message, "function")?;
            let input = (message.get("input")).ok_or("the message has no `input`")?;
            let Evaluation { output, times } = evaluate(function, input)?;
            let timings: Vec<Value> = (times.iter())
                .map(|time| json!({ "name": "evaluate", "nanoseconds": time }))
                .collect();
            Ok(json!({ "success": true, "output": output, "timings": timings }))
        }
        _ => Ok(json!({})),
    }
}

fn text<'a>(message: &'a Map<String, Value>, field: &str) -> Result<&'a str, String> {
    (message.get(field).and_then(Value::as_str))
        .ok_or_else(|| format!("the message has no text `{field}`"))
}
