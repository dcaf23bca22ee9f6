using System;
using System.Linq;

namespace Bolt.Databases;

/// <summary>The statements of a table. Names are quoted as SQL says, and a parameter has its column's name.</summary>
internal sealed class Table
{
    private readonly string _name;

    public Table(string name, params string[] columns)
    {
        _name = Quote(name);
        Select = $"SELECT {string.Join(", ", columns.Select(Quote))} FROM {_name} ";
        Insert = $"INSERT INTO {_name} ({string.Join(", ", columns.Select(Quote))}) VALUES ({string.Join(", ", columns.Select(static c => "@" + c))})";
    }

    /// <summary>To be followed by WHERE.</summary>
    public string Select { get; }

    /// <summary>All columns.</summary>
    public string Insert { get; }

    /// <summary>Some columns, of the row with the parameter <c>@Id</c>.</summary>
    public string Update(string[] columns) => $"UPDATE {_name} SET {string.Join(", ", columns.Select(static c => $"{Quote(c)} = @{c}"))} WHERE \"Id\" = @Id";

    /// <summary>Changes nothing, and takes the row's lock.</summary>
    public string Lock(string column) => $"UPDATE {_name} SET {Quote(column)} = {Quote(column)} WHERE \"Id\" = @Id";

    public string Delete => $"DELETE FROM {_name} WHERE \"Id\" = @Id";

    private static string Quote(string name) => $"\"{name}\"";
}
