using CsCheck;

namespace Bolt.Redis.Tests;

/// <summary>Random schedules of processes, revocations, clean-ups, crashes between any two calls, and of everything that can happen to Redis.</summary>
public sealed class ReplicaModelTests
{
    private static readonly Gen<(int Kind, int Who, int What)[]> Schedules = Gen.Select(Gen.Int[0, 99], Gen.Int[0, 999], Gen.Int[0, 999]).Array[20, 250];

    [Fact]
    public void AFreshProcessKnowsEverythingThatWasRevoked() => Schedules.Sample(static schedule => Run(schedule, hasInfo: true), iter: Iterations);

    /// <summary>A server that does not say who it is may not fail over: that is what its name is for.</summary>
    [Fact]
    public void AlsoWhereTheServerDoesNotSayWhoItIs() => Schedules.Sample(static schedule => Run(schedule, hasInfo: false), iter: Iterations / 4);

    /// <summary>Each run of the tests takes others; by hand there are more of them, see docs/verification.md.</summary>
    private static long Iterations => long.TryParse(Environment.GetEnvironmentVariable("BOLT_MODEL_RUNS"), out var runs) ? runs : 300;

    private static bool Run((int Kind, int Who, int What)[] schedule, bool hasInfo)
    {
        var world = new ReplicaWorld(new Random(schedule.Length));
        world.Server.HasInfo = hasInfo;
        world.Add();
        world.Add();
        world.Advance(TimeSpan.FromSeconds(8));
        var lastDisaster = 0;
        for (var i = 0; i < schedule.Length; i++)
        {
            var (kind, who, what) = schedule[i];
            switch (kind)
            {
                case < 40:
                    world.Step(who, (what % 20) switch { 0 => CallFate.Fails, 1 => CallFate.HappensUnheard, _ => CallFate.Happens });
                    break;
                case < 70:
                    world.Revoke(who, what % 40, TimeSpan.FromSeconds(10 + (what % 300)), what % 3 == 0, what % 17 == 0);
                    break;
                case < 90:
                    world.Advance(TimeSpan.FromMilliseconds(what * 3));
                    break;
                case < 93:
                    if (world.Count < 6)
                    {
                        world.Add();
                    }

                    break;
                default:
                    // What was put back must be there before it is lost again.
                    if (i - lastDisaster > 3)
                    {
                        lastDisaster = i;
                        Disaster(world, kind, what, hasInfo);
                    }

                    break;
            }
        }

        // A newcomer at the worst moment, and then peace.
        world.Add();
        world.Advance(TimeSpan.FromSeconds(30));
        foreach (var replica in world.Replicas)
        {
            Assert.True(replica.Staleness < TimeSpan.FromSeconds(3), $"stale for {replica.Staleness}");
        }

        world.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, world.Lost());
        Assert.True(world.Server.Items.Count <= (2 * Math.Max(world.Live(TimeSpan.FromMinutes(3)), 40)) + 105, $"{world.Server.Items.Count} entries, {world.Live(TimeSpan.FromMinutes(3))} needed");
        return true;
    }

    private static void Disaster(ReplicaWorld world, int kind, int what, bool hasInfo)
    {
        switch (kind)
        {
            case 93:
                world.Server.FlushAll();
                break;
            case 94 when hasInfo:
                world.Server.FailOver(what % 25);
                break;
            case 95 when hasInfo:
                world.Server.RestartEmpty();
                break;
            case 96:
                world.Server.Trim(what % 6);
                break;
            case 97:
                world.Server.DeleteHead();
                break;
            case 98:
                world.Server.DeleteLog();
                break;
            default:
                world.Server.MakeHole();
                break;
        }
    }
}
