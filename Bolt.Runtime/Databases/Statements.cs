using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;

namespace Bolt.Databases;

/// <summary>Runs statements on one connection, in its transaction where there is one.</summary>
[SuppressMessage("Security", "CA2100", Justification = "Every statement is made of constants; values are parameters.")]
internal sealed class Statements(DbConnection connection, DbTransaction? transaction)
{
    /// <summary>How many rows were changed, as the provider counts: for no decision but when to stop.</summary>
    public async Task<int> ExecuteAsync(string statement, Parameter[] parameters, CancellationToken cancellationToken)
    {
        var command = Create(statement, parameters);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The first value, or null.</summary>
    public async Task<object?> FindValueAsync(string statement, Parameter[] parameters, CancellationToken cancellationToken)
    {
        var command = Create(statement, parameters);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is { } value and not DBNull ? value : null;
        }
    }

    /// <summary>The rows.</summary>
    public async Task<List<T>> ReadAsync<T>(string statement, Parameter[] parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        var command = Create(statement, parameters);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var rows = new List<T>();
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    rows.Add(read(reader));
                }

                return rows;
            }
        }
    }

    private DbCommand Create(string statement, Parameter[] parameters)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (statement, transaction);
        foreach (var (name, type, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.DbType, parameter.Value) = ("@" + name, type, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
