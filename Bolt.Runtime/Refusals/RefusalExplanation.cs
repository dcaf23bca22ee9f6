using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Bolt.Refusals;

/// <summary>
/// What a refusal tells a developer: the member <c>bolt</c> of its problem details. It has names, reasons and permissions, which are in the log too, and never anything that a request was authenticated
/// with.
/// </summary>
internal static class RefusalExplanation
{
    public const string Member = "bolt";

    private const int MostPermissions = 50;

    /// <summary>Read by people, in a terminal: <c>\"</c>, not <c>\u0022</c>. Nothing is escaped for HTML, because no browser takes problem details for a page.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string Page =
        $"https://github.com/bolt-dotnet/bolt/blob/v{typeof(RefusalExplanation).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}/docs/refusals.md";

    /// <summary>One backend of the route and what it said.</summary>
    public readonly record struct Backend(string Name, string Result, string? Reason);

    /// <returns>A JSON object.</returns>
    public static byte[] Write(string route, IEnumerable<Backend> backends, string guard, string? reason, AuthContext? caller)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("route"u8, route);
            writer.WriteStartArray("backends"u8);
            foreach (var backend in backends)
            {
                writer.WriteStartObject();
                writer.WriteString("name"u8, backend.Name);
                writer.WriteString("result"u8, backend.Result);
                if (backend.Reason is not null)
                {
                    writer.WriteString("reason"u8, backend.Reason);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteString("guard"u8, guard);
            if (reason is not null)
            {
                writer.WriteString("reason"u8, reason);
            }

            if (caller is not null)
            {
                WriteCaller(writer, caller);
            }

            writer.WriteString("see"u8, Page);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteCaller(Utf8JsonWriter writer, AuthContext caller)
    {
        writer.WriteStartArray("has"u8);
        foreach (var permission in caller.Permissions.Order(StringComparer.Ordinal).Take(MostPermissions))
        {
            writer.WriteStringValue(permission);
        }

        writer.WriteEndArray();
        if (caller.Permissions.Count > MostPermissions)
        {
            writer.WriteNumber("hasMore"u8, caller.Permissions.Count - MostPermissions);
        }

        writer.WriteBoolean("isStaff"u8, caller.IsStaff);
        writer.WriteBoolean("isSuperuser"u8, caller.IsSuperuser);
    }
}
