using System.Collections.Generic;
using Microsoft.OpenApi;

namespace Bolt.OpenApi;

/// <summary>The value of <c>x-permissions</c>: <c>{"all": ["a"], "any": [["b", "c"]]}</c>. It never changes, so that all documents share it.</summary>
internal sealed class PermissionsExtension(IReadOnlyList<string> all, IReadOnlyList<IReadOnlyList<string>> any) : IOpenApiExtension
{
    public void Write(IOpenApiWriter writer, OpenApiSpecVersion specVersion)
    {
        writer.WriteStartObject();
        if (all.Count > 0)
        {
            writer.WritePropertyName("all");
            Write(writer, all);
        }

        if (any.Count > 0)
        {
            writer.WritePropertyName("any");
            writer.WriteStartArray();
            foreach (var names in any)
            {
                Write(writer, names);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void Write(IOpenApiWriter writer, IReadOnlyList<string> names)
    {
        writer.WriteStartArray();
        foreach (var name in names)
        {
            writer.WriteValue(name);
        }

        writer.WriteEndArray();
    }
}
