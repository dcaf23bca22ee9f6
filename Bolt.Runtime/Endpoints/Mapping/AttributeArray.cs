using System;
using System.Diagnostics.CodeAnalysis;

namespace Bolt.Endpoints.Mapping;

/// <summary>Arrays as reflection returns them: of the type that was asked for, because callers cast them to it.</summary>
internal static class AttributeArray
{
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Arrays of reference types share one implementation, which always exists.")]
    public static object[] Create(Type attributeType, int length) =>
        attributeType.IsValueType || attributeType.ContainsGenericParameters || attributeType == typeof(object)
            ? new object[length]
            : (object[])Array.CreateInstance(attributeType, length);

    /// <summary>The elements of both, in this order.</summary>
    public static object[] Join(Type attributeType, object[] first, object[] second)
    {
        var joined = Create(attributeType, first.Length + second.Length);
        first.CopyTo(joined, 0);
        second.CopyTo(joined, first.Length);
        return joined;
    }
}
