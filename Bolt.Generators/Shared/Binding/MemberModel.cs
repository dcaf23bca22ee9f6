namespace Bolt.Shared;

/// <summary>One member of such an object.</summary>
/// <param name="Value">Where its value comes from.</param>
/// <param name="Property">The property as an identifier.</param>
/// <param name="DeclaredIn">What finds the property again for metadata.</param>
/// <param name="Role">How it gets the value.</param>
internal sealed record MemberModel(ParameterModel Value, string Property, string DeclaredIn, MemberRole Role);
