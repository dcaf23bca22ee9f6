using System;
using System.Data.Common;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;

namespace Bolt.Databases;

/// <summary>
/// Deletes from the cold end of an index, in portions. By time and not by key: where a row is made to live longer while this waits for it, the database looks at the row once more, and it stays.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="column">The column that says when a row ends; it has an index.</param>
internal sealed class EndedRows(string table, string column)
{
    private readonly string _delete = $"DELETE FROM \"{table}\" WHERE \"{column}\" <= @cut AND \"{column}\" < @before";

    /// <summary>There is no way to say it that all databases read.</summary>
    private readonly string[] _thousandth =
    [
        $"SELECT \"{column}\" FROM \"{table}\" ORDER BY \"{column}\" LIMIT 1 OFFSET 999",
        $"SELECT \"{column}\" FROM \"{table}\" ORDER BY \"{column}\" OFFSET 999 ROWS FETCH NEXT 1 ROWS ONLY",
    ];

    /// <returns>True where there may be more.</returns>
    public async Task<bool> DeleteAsync(Database database, long before, CancellationToken cancellationToken)
    {
        var cut = await ThousandthAsync(database, cancellationToken).ConfigureAwait(false);
        var deleted = await database.RunAsync(
            (statements, cancellation) => statements.ExecuteAsync(_delete, [Parameter.Number("cut", cut ?? before), Parameter.Number("before", before)], cancellation),
            cancellationToken).ConfigureAwait(false);

        // Where nothing was deleted another process has done it, or something keeps the rows: asking on would never end.
        return cut < before && deleted != 0;
    }

    private async Task<long?> ThousandthAsync(Database database, CancellationToken cancellationToken)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                var cut = await database.RunAsync((statements, cancellation) => statements.FindValueAsync(_thousandth[i], [], cancellation), cancellationToken).ConfigureAwait(false);
                return cut is null ? null : Convert.ToInt64(cut, CultureInfo.InvariantCulture);
            }
            catch (DbException) when (i == 0)
            {
            }
        }
    }
}
