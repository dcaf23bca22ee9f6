using System;
using System.Diagnostics.CodeAnalysis;

namespace Bolt;

/// <summary>Settings shared by every route of a handler class: a prefix, backends, guards, tags.</summary>
/// <param name="prefix">Put before each route's pattern.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BoltGroupAttribute([StringSyntax("Route")] string prefix = "") : Attribute
{
    /// <summary>The prefix.</summary>
    public string Prefix { get; } = prefix;

    /// <summary>Backends for routes that set none. Empty: none.</summary>
    public Type[]? Auth { get; set; }

    /// <summary>Guards every route of the group must pass, after the assembly's.</summary>
    public Type[]? Guards { get; set; }

    /// <summary>False drops the guards that the assembly asks for.</summary>
    public bool InheritGuards { get; set; } = true;

    /// <summary>OpenAPI tags for every route of the group.</summary>
    public string[]? Tags { get; set; }
}
