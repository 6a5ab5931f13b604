use crate::json::{NodeId, Tree};

/// Whether an object is a function of CloudFormation in its long form, such as `{"Fn::GetAtt": ["F", "Arn"]}`, which stands
/// for a value of any kind in a definition inside of a template (CloudFormation user guide, "Intrinsic function reference").
pub fn is_template_function(tree: &Tree, node: NodeId) -> bool {
    let [member] = tree.members(node) else { return false };
    &*member.key == "Ref" || member.key.starts_with("Fn::")
}
