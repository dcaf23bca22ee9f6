using System;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Bolt.Shared;

/// <summary>The only place text becomes a C# literal or identifier.</summary>
internal static class CSharpLiteral
{
    public static string Text(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>A constant of an attribute as an expression of its own type.</summary>
    public static string Constant(TypedConstant constant)
    {
        if (constant.IsNull)
        {
            // Typed, so that it finds the same constructor overload again.
            return constant.Type is { } type ? $"default({TypeNames.TypeOf(type)})!" : "null!";
        }

        return constant.Kind switch
        {
            TypedConstantKind.Array => $"new {TypeNames.TypeOf(constant.Type!)} {{ {string.Join(", ", constant.Values.Select(Constant))} }}",
            TypedConstantKind.Type => $"typeof({TypeNames.TypeOf((ITypeSymbol)constant.Value!)})",
            TypedConstantKind.Enum => $"({TypeNames.TypeOf(constant.Type!)})({Primitive(constant.Value!)})",
            _ => Primitive(constant.Value!),
        };
    }

    /// <summary>A constant as people read it: <c>"blog.add_article"</c>, <c>8</c>, <c>Shop.Level.High</c>.</summary>
    public static string Display(TypedConstant constant) =>
        constant.IsNull ? "null"
        : constant.Kind == TypedConstantKind.Array ? "[" + string.Join(", ", constant.Values.Select(Display)) + "]"
        : constant.ToCSharpString();

    /// <summary>The default value of an optional parameter.</summary>
    public static string Default(IParameterSymbol parameter)
    {
        if (parameter.ExplicitDefaultValue is not { } value)
        {
            return "default";
        }

        var type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : parameter.Type;
        return type.TypeKind == TypeKind.Enum ? $"({TypeNames.TypeOf(type)})({Primitive(value)})" : Primitive(value);
    }

    private static string Primitive(object value) => value switch
    {
        string text => Text(text),
        char c => SymbolDisplay.FormatLiteral(c, quote: true),
        bool b => b ? "true" : "false",
        float f => float.IsNaN(f) ? "float.NaN" : float.IsInfinity(f) ? (f > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity") : f.ToString("R", CultureInfo.InvariantCulture) + "F",
        double d => double.IsNaN(d) ? "double.NaN" : double.IsInfinity(d) ? (d > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity") : d.ToString("R", CultureInfo.InvariantCulture) + "D",
        decimal m => m.ToString(CultureInfo.InvariantCulture) + "M",
        long l => l == long.MinValue ? "long.MinValue" : l.ToString(CultureInfo.InvariantCulture) + "L",
        ulong u => u.ToString(CultureInfo.InvariantCulture) + "UL",
        byte b => "(byte)" + b.ToString(CultureInfo.InvariantCulture),
        sbyte b => "(sbyte)(" + b.ToString(CultureInfo.InvariantCulture) + ")",
        short h => "(short)(" + h.ToString(CultureInfo.InvariantCulture) + ")",
        ushort h => "(ushort)" + h.ToString(CultureInfo.InvariantCulture),
        uint u => u.ToString(CultureInfo.InvariantCulture) + "U",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException("Not a constant: " + value.GetType(), nameof(value)),
    };
}
