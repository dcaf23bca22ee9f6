using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace Bolt;

/// <summary>
/// Makes a method an HTTP endpoint and says who may call it. The verb attributes (<see cref="BoltGetAttribute"/> …) derive from this one;
/// use <c>[BoltRoute]</c> itself for several or unusual methods. Several route attributes may sit on one handler.
/// </summary>
/// <remarks>The generator reads this attribute at compile time and writes the endpoint; nothing reads it at run time.</remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
[SuppressMessage("Performance", "CA1813:Avoid unsealed attributes", Justification = "The verb attributes derive from it.")]
public class BoltRouteAttribute : Attribute
{
    /// <summary>Maps the handler under <paramref name="pattern"/> for the given HTTP methods; with no method, for every one.</summary>
    /// <param name="pattern">An ASP.NET Core route pattern, such as <c>/articles/{id:int}</c>.</param>
    /// <param name="methods">HTTP method tokens (RFC 9110 §9.1), such as <c>GET</c>.</param>
    public BoltRouteAttribute([StringSyntax("Route")] string pattern, params string[] methods)
    {
        Pattern = pattern;
        Methods = methods;
    }

    /// <summary>The route pattern, relative to the group's prefix where there is one.</summary>
    public string Pattern { get; }

    /// <summary>The HTTP methods; empty means every method.</summary>
    public IReadOnlyList<string> Methods { get; }

    /// <summary>The authentication backends, tried in order until one accepts. Unset: the group's or the assembly's. Empty: none.</summary>
    public Type[]? Auth { get; set; }

    /// <summary>Guards by type; all must pass, after those of the assembly and the group.</summary>
    public Type[]? Guards { get; set; }

    /// <summary>False drops the guards that the group and the assembly ask for.</summary>
    public bool InheritGuards { get; set; } = true;

    /// <summary>The endpoint's name, for link generation and as OpenAPI operation id.</summary>
    public string? Name { get; set; }

    /// <summary>One line for OpenAPI.</summary>
    public string? Summary { get; set; }

    /// <summary>OpenAPI tags, after the group's.</summary>
    public string[]? Tags { get; set; }
}
