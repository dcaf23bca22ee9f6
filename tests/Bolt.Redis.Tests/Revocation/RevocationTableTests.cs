using Bolt.Redis.Revocation;

namespace Bolt.Redis.Tests;

/// <summary>The table of what is revoked: nothing is lost by growth, readers wait for nobody, and a million entries are cheap.</summary>
public sealed class RevocationTableTests
{
    private const long Now = 1_750_000_000;

    /// <summary>Alone, because what others allocate would count.</summary>
    [Fact(DisableParallelization = true)]
    public void AMillionEntriesAreFoundAndTakeAtMost64BytesEach()
    {
        const int Count = 1_000_000;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var set = new RevocationSet();
        for (var i = 0; i < Count; i++)
        {
            set.Put(Entry(i), Now);
        }

        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.Equal(Count, set.Count);
        Assert.InRange(bytes / (double)Count, 24, 64);
        TestContext.Current.SendDiagnosticMessage($"{bytes / (double)Count:0.0} bytes per entry");
        for (var i = 0; i < Count; i += 7)
        {
            var entry = Entry(i);
            Assert.Equal(LogEntry.Always, set.Table.Find(entry.First, entry.Second));
            Assert.Equal(0u, set.Table.Find(entry.First ^ 4, entry.Second));
            Assert.Equal(0u, set.Table.Find(entry.First, entry.Second ^ 4));
        }
    }

    [Fact]
    public void GrowthDropsWhatIsOverByMoreThanAMinuteAndNothingElse()
    {
        var set = new RevocationSet();
        var capacity = set.Table.Capacity;
        for (var i = 0; i < capacity; i++)
        {
            // A third is over for long, a third for less than a minute, a third is not.
            set.Put(Entry(i) with { Until = (uint)(Now + ((i % 3) switch { 0 => -60, 1 => -59, _ => 1000 })) }, Now - 1000);
        }

        Assert.Equal(capacity, set.Count);
        set.Put(Entry(capacity), Now);
        for (var i = 0; i <= capacity; i++)
        {
            Assert.Equal(i < capacity && i % 3 == 0 ? 0 : LogEntry.Always, set.Table.Find(Entry(i).First, Entry(i).Second));
        }
    }

    [Fact]
    public void AnEntryOnlyGrows()
    {
        var set = new RevocationSet();
        var entry = LogEntry.Create(RevocationKey.ForUser("u"), DateTimeOffset.FromUnixTimeSeconds(Now + 100), 500);
        set.Put(entry, Now);
        set.Put(entry with { Until = (uint)Now + 50, IssuedBefore = 600 }, Now);
        set.Put(entry with { Until = (uint)Now + 200, IssuedBefore = 400 }, Now);
        Assert.True(set.Table.TryGet(entry.First, entry.Second, out var known));
        Assert.Equal(entry with { Until = (uint)Now + 200, IssuedBefore = 600 }, known);
        Assert.Equal((1, 1), (set.Count, set.Table.Limits));
        set.Put(Entry(1), Now);
        Assert.Equal((2, 1), (set.Count, set.Table.Limits));
    }

    [Fact]
    public void TheEndOfAnEntryIsRoundedUpAndSaturates()
    {
        var key = RevocationKey.ForToken("t");
        Assert.Equal((uint)Now + 1, LogEntry.Create(key, DateTimeOffset.FromUnixTimeSeconds(Now).AddTicks(1), 1).Until);
        Assert.Equal((uint)Now, LogEntry.Create(key, DateTimeOffset.FromUnixTimeSeconds(Now), 1).Until);
        Assert.Equal(LogEntry.Never, LogEntry.Create(key, DateTimeOffset.MaxValue, 1).Until);
        Assert.False(LogEntry.Create(key, DateTimeOffset.MaxValue, 1).IsOver(long.MaxValue));
    }

    [Fact]
    public void BytesAreReadAsTheyWereWritten()
    {
        var entry = new LogEntry(0x0102030405060708, 0xfffefdfcfbfaf9f8, 0x11223344, 0x55667788);
        Span<byte> bytes = stackalloc byte[LogEntry.Size];
        entry.Write(bytes);
        Assert.Equal(entry, LogEntry.Read(bytes));
        bytes.Clear();

        // An empty slot has no first word.
        Assert.Equal(1ul, LogEntry.Read(bytes).First);
    }

    /// <summary>Readers beside a writer that grows the table under them: what was there before they looked is always found.</summary>
    [Fact]
    public async Task ReadersBesideAWriterMissNothing()
    {
        const int Count = 200_000;
        var set = new RevocationSet();
        var table = set.Table;
        var written = 0;
        var writer = Task.Run(() =>
        {
            for (var i = 0; i < Count; i++)
            {
                set.Put(Entry(i), Now);
                Volatile.Write(ref table, set.Table);
                Volatile.Write(ref written, i + 1);
            }
        }, TestContext.Current.CancellationToken);
        var misses = 0;
        await Task.WhenAll(Enumerable.Range(0, 2).Select(seed => Task.Run(() =>
        {
            var random = new Random(seed);
            while (!writer.IsCompleted)
            {
                var known = Volatile.Read(ref written);
                if (known > 0)
                {
                    var entry = Entry(random.Next(known));
                    misses += Volatile.Read(ref table).Find(entry.First, entry.Second) == LogEntry.Always ? 0 : 1;
                }
            }
        }, TestContext.Current.CancellationToken)));
        await writer;
        Assert.Equal(0, misses);
    }

    private static LogEntry Entry(int i) => LogEntry.Create(RevocationKey.ForToken("token-" + i), DateTimeOffset.FromUnixTimeSeconds(Now + 1000), LogEntry.Always);
}
