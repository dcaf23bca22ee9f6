using System;
using System.Collections.Generic;
using System.IO;

namespace Bolt.Databases;

/// <summary>A session's values in one column: for each its name, as UTF-8 behind its length, and its bytes behind theirs. A program with Entity Framework Core and one without may share the table.</summary>
internal static class SessionValueBytes
{
    public static byte[] Write(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> values)
    {
        if (values.Count == 0)
        {
            return [];
        }

        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        foreach (var (name, value) in values)
        {
            writer.Write(name);
            writer.Write7BitEncodedInt(value.Length);
            writer.Write(value.Span);
        }

        return stream.ToArray();
    }

    public static Dictionary<string, ReadOnlyMemory<byte>> Read(byte[] bytes)
    {
        var values = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        using var stream = new MemoryStream(bytes, writable: false);
        using var reader = new BinaryReader(stream);
        while (stream.Position < bytes.Length)
        {
            var name = reader.ReadString();
            var length = reader.Read7BitEncodedInt();
            values[name] = bytes.AsMemory((int)stream.Position, length);
            stream.Position += length;
        }

        return values;
    }
}
