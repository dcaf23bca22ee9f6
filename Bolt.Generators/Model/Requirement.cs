namespace Bolt.Generators.Model;

/// <summary>What the trimmer or the native compiler reports wherever something that generated code uses is used: one of the platform's <c>[Requires…]</c>.</summary>
/// <param name="Attribute">The attribute, without its ending: <c>RequiresUnreferencedCode</c>.</param>
/// <param name="Text">Which route uses what, and the attribute's message; empty where the user's own attribute is the place of the report.</param>
internal sealed record Requirement(string Attribute, string Text);
