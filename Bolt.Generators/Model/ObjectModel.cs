namespace Bolt.Generators.Model;

/// <summary>An object made from the request: an <c>[AsParameters]</c> one, or a form's.</summary>
/// <param name="Members">Its members; those of the constructor first, in its order.</param>
/// <param name="ConstructorTypes">What finds the constructor again for metadata; empty for the one without parameters.</param>
internal sealed record ObjectModel(EquatableArray<MemberModel> Members, EquatableArray<string> ConstructorTypes);

/// <summary>How a member gets its value.</summary>
internal enum MemberRole
{
    /// <summary>An argument of the constructor.</summary>
    Constructor,

    /// <summary>In the object initializer.</summary>
    Initializer,

    /// <summary>Set afterwards, and only if the form has it: the property keeps what its own initializer gave it.</summary>
    SetIfSent,
}

/// <summary>One member of such an object.</summary>
/// <param name="Value">Where its value comes from.</param>
/// <param name="Property">The property as an identifier.</param>
/// <param name="DeclaredIn">What finds the property again for metadata.</param>
/// <param name="Role">How it gets the value.</param>
internal sealed record MemberModel(ParameterModel Value, string Property, string DeclaredIn, MemberRole Role);

/// <summary>A static <c>BindAsync</c>.</summary>
/// <param name="Method">The method to call; null for the one of <c>IBindableFromHttpContext&lt;T&gt;</c>.</param>
/// <param name="TakesParameter">It is told which parameter it binds.</param>
/// <param name="Result">What its value task has.</param>
/// <param name="IsNullableValue"><paramref name="Result"/> is a <c>Nullable&lt;T&gt;</c>.</param>
internal sealed record BindMethodModel(string? Method, bool TakesParameter, string Result, bool IsNullableValue);
