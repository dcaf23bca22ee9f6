using System;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>ASP.NET Core's authorization attributes, recognised by their interfaces as ASP.NET Core does.</summary>
internal static class AuthorizationAttributes
{
    public static bool Is(AttributeData attribute) => Asks(attribute) || Opens(attribute);

    /// <summary><c>[Authorize]</c> and what derives from it.</summary>
    public static bool Asks(AttributeData attribute) => Implements(attribute, "IAuthorizeData");

    /// <summary><c>[AllowAnonymous]</c>.</summary>
    public static bool Opens(AttributeData attribute) => Implements(attribute, "IAllowAnonymous");

    public static string Name(AttributeData attribute)
    {
        var name = attribute.AttributeClass!.Name;
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }

    private static bool Implements(AttributeData attribute, string name) => attribute.AttributeClass?.AllInterfaces.Any(i =>
        i.Name == name && i.ContainingNamespace.ToDisplayString() == "Microsoft.AspNetCore.Authorization") == true;
}
