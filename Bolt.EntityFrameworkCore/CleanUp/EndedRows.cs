using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Bolt.EntityFrameworkCore.CleanUp;

/// <summary>Deletes from the cold end of an index, in portions. By time and not by key: where a row is made to live longer while this waits for it, the database looks at the row once more, and it stays.</summary>
internal static class EndedRows
{
    private const int Batch = 1000;

    /// <param name="rows">The table; without query filters.</param>
    /// <param name="column">The property that says when a row ends.</param>
    /// <param name="before">Rows that ended earlier go.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True where there may be more.</returns>
    public static async Task<bool> DeleteAsync<TRow>(IQueryable<TRow> rows, string column, long before, CancellationToken cancellationToken)
        where TRow : class
    {
        var thousandth = await rows.Select(r => EF.Property<long>(r, column)).OrderBy(static e => e).Skip(Batch - 1).Take(1).ToListAsync(cancellationToken).ConfigureAwait(false);
        var cut = thousandth.Count > 0 ? thousandth[0] : before;
        var deleted = await rows.Where(r => EF.Property<long>(r, column) <= cut && EF.Property<long>(r, column) < before).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);

        // Where nothing was deleted another process has done it, or something keeps the rows: asking on would never end.
        return cut < before && deleted != 0;
    }
}
