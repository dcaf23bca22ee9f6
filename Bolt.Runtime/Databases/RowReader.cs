using System;
using System.Data.Common;
using System.Globalization;

namespace Bolt.Databases;

/// <summary>Columns of a row, one after the other. Numbers and flags as whatever the provider makes of them.</summary>
internal struct RowReader(DbDataReader reader)
{
    private int _column;

    public long Number() => NumberOrNull() ?? throw new InvalidOperationException("A column that Bolt always writes is null.");

    public long? NumberOrNull() => Next() is { } value ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : null;

    public bool Flag() => Convert.ToBoolean(Next(), CultureInfo.InvariantCulture);

    public string Text() => TextOrNull() ?? "";

    public string? TextOrNull() => Next() as string;

    public byte[] Bytes() => BytesOrNull() ?? [];

    public byte[]? BytesOrNull() => Next() as byte[];

    private object? Next() => reader.GetValue(_column++) is { } value and not DBNull ? value : null;
}
