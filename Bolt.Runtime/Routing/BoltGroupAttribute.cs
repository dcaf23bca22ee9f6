using System;
using System.Diagnostics.CodeAnalysis;

namespace Bolt;

/// <summary>Settings shared by every route of a handler class or struct, of those nested in it and of those derived from it: a prefix, backends, guards, tags. On a class it also serves the routes that base classes declare.</summary>
/// <remarks>May be repeated: the routes are served once for each prefix, with that group's backends, guards and tags.</remarks>
/// <param name="prefix">Put before each route's pattern, behind the prefix of an enclosing class. A class without a group of its own has its base class's prefix.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class BoltGroupAttribute([StringSyntax("Route")] string prefix = "") : Attribute
{
    /// <summary>The prefix.</summary>
    public string Prefix { get; } = prefix;

    /// <summary>Backends for routes that set none. Empty: none.</summary>
    public Type[]? Auth { get; set; }

    /// <summary>Guards every route of the group must pass, after those of the assembly, of enclosing classes and of base classes.</summary>
    public Type[]? Guards { get; set; }

    /// <summary>False drops the guards that the assembly, enclosing classes and base classes require.</summary>
    public bool InheritGuards { get; set; } = true;

    /// <summary>OpenAPI tags for every route of the group.</summary>
    public string[]? Tags { get; set; }
}
