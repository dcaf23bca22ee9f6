using System.Data;

namespace Bolt.Databases;

/// <summary>A value of a statement. With its type, which not every provider can guess of a null.</summary>
internal readonly record struct Parameter(string Name, DbType Type, object? Value)
{
    public static Parameter Text(string name, string? value) => new(name, DbType.String, value);

    /// <summary>An id of ours: hexadecimal digits or base64url.</summary>
    public static Parameter Id(string name, string? value) => new(name, DbType.AnsiString, value);

    public static Parameter Number(string name, long? value) => new(name, DbType.Int64, value);

    public static Parameter Integer(string name, int? value) => new(name, DbType.Int32, value);

    public static Parameter Small(string name, short value) => new(name, DbType.Int16, value);

    public static Parameter Flag(string name, bool value) => new(name, DbType.Boolean, value);

    public static Parameter Bytes(string name, byte[]? value) => new(name, DbType.Binary, value);
}
