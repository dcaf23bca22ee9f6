using Bolt.Jwt.Fuzz;

namespace Bolt.Runtime.Tests;

/// <summary>Tokens nearly right, 200,000 of them, against JsonWebTokenHandler. More by hand: <c>dotnet run -c Release --project tests/apps/Bolt.Jwt.Fuzz -- 10000000</c>.</summary>
public sealed class FuzzTests
{
    private const int Count = 200_000;

    [Fact]
    public void Never_accepts_what_the_oracle_refuses_and_knows_why_it_is_stricter()
    {
        var seed = Random.Shared.Next();
        var report = FuzzReport.Sum(Enumerable.Range(0, 2).AsParallel().Select(i => Fuzzer.Run(Count / 2, seed + i)));
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}\n{report}");
        Assert.True(report.Faults.Count == 0, $"seed {seed}\n{report}");
        Assert.InRange(report.BothAccept, Count / 10, Count);
        Assert.InRange(report.BothRefuse, Count / 10, Count);
    }
}
