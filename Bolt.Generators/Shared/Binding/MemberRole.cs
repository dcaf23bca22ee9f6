namespace Bolt.Shared;

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
