using System;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>ASP.NET Core's authorization attributes, recognized by their interfaces as ASP.NET Core does.</summary>
internal static class AuthorizationAttributes
{
    public static bool Is(AttributeData attribute) => Asks(attribute) || Opens(attribute);

    /// <summary><c>[Authorize]</c> and what derives from it.</summary>
    public static bool Asks(AttributeData attribute) => SymbolFacts.Implements(attribute.AttributeClass, PlatformNames.AuthorizeData);

    /// <summary><c>[AllowAnonymous]</c>.</summary>
    public static bool Opens(AttributeData attribute) => SymbolFacts.Implements(attribute.AttributeClass, PlatformNames.AllowAnonymous);

    public static string Name(AttributeData attribute)
    {
        var name = attribute.AttributeClass!.Name;
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }
}
