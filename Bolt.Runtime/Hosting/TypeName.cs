using System;
using System.Text;

namespace Bolt.Hosting;

/// <summary>Types as people read them: as C# writes them, not as reflection does.</summary>
internal static class TypeName
{
    /// <summary><c>Tokens</c> for <c>Admin.Tokens</c>, <c>Inner</c> for <c>Outer.Inner</c>, <c>TenantJwt</c> for <c>TenantJwt&lt;Shop.A&gt;</c>.</summary>
    public static string Short(Type type) => WithoutArity(type.Name);

    /// <summary><c>Admin.Tokens</c>, <c>Outer.Inner</c>, <c>TenantJwt&lt;Shop.A&gt;</c>.</summary>
    public static string Full(Type type)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (type.IsArray)
        {
            return Full(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        }

        if (Keyword(type) is { } keyword)
        {
            return keyword;
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Full(value) + "?";
        }

        var text = new StringBuilder(type.Namespace);
        Append(text, type, type.GetGenericArguments());
        return text.ToString();
    }

    /// <summary>The name to write between the angle brackets of a call, where the type's namespace is imported.</summary>
    public static string InCode(Type type) => type.IsGenericType ? Full(type) : Keyword(type) ?? Short(type);

    /// <returns>How many of the arguments belong to this type and the ones around it.</returns>
    private static int Append(StringBuilder text, Type type, Type[] arguments)
    {
        var first = type.DeclaringType is { } outer ? Append(text, outer, arguments) : 0;
        if (text.Length > 0)
        {
            text.Append('.');
        }

        text.Append(WithoutArity(type.Name));
        // A nested type repeats the parameters of the types around it; its own come last.
        var last = type.GetGenericArguments().Length;
        for (var i = first; i < last; i++)
        {
            text.Append(i == first ? "<" : ", ").Append(Full(arguments[i])).Append(i == last - 1 ? ">" : "");
        }

        return last;
    }

    private static string WithoutArity(string name) => name.IndexOf('`', StringComparison.Ordinal) is > 0 and var tick ? name[..tick] : name;

    private static string? Keyword(Type type) => type.IsEnum ? null : Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => "bool",
        TypeCode.Byte => "byte",
        TypeCode.Char => "char",
        TypeCode.Decimal => "decimal",
        TypeCode.Double => "double",
        TypeCode.Int16 => "short",
        TypeCode.Int32 => "int",
        TypeCode.Int64 => "long",
        TypeCode.SByte => "sbyte",
        TypeCode.Single => "float",
        TypeCode.String => "string",
        TypeCode.UInt16 => "ushort",
        TypeCode.UInt32 => "uint",
        TypeCode.UInt64 => "ulong",
        _ => type == typeof(object) ? "object" : type == typeof(nint) ? "nint" : type == typeof(nuint) ? "nuint" : null,
    };
}
