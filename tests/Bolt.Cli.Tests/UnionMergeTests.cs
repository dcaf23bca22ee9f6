using Bolt.Shared;

namespace Bolt.Cli.Tests;

/// <summary>
/// <c>merge=union</c> keeps the lines of both sides. Whatever two branches do, what git makes of it is right or cannot be read: a line that neither of them wanted is never taken for the
/// protection of a route.
/// </summary>
public sealed class UnionMergeTests
{
    private const string A = "GET /a  auth: jwt  guards: IsStaff  → Shop.A.Get";
    private const string B = "GET /b  auth: jwt  guards: IsStaff  → Shop.B.Get";
    private const string C = "GET /c  auth: jwt  guards: IsStaff  → Shop.C.Get";
    private const string Base = "# Bolt surface 1\n" + A + "\n" + B + "\n# of c\n" + C + "\n";

    private static readonly string[] Edits =
    [
        "# Bolt surface 1\nDELETE /a  auth: jwt  guards: IsAdminUser  → Shop.A.Delete\n" + A + "\n" + B + "\n# of c\n" + C + "\n", // a route before all
        Base + "GET /d  auth: jwt  guards: IsStaff  → Shop.D.Get\n", // a route behind all
        Base + "GET /d  auth: none  guards: AllowAny  → Shop.D.Get\n", // the same, open
        Base.Replace(B, B + "\nPOST /b  auth: jwt  guards: IsStaff  → Shop.B.Post", StringComparison.Ordinal), // a route in the middle
        Base.Replace(B, B.Replace("IsStaff", "IsAuthenticated", StringComparison.Ordinal), StringComparison.Ordinal), // weaker
        Base.Replace(B, B.Replace("IsStaff", "IsStaff, IsAdminUser", StringComparison.Ordinal), StringComparison.Ordinal), // stronger
        Base.Replace(B, B.Replace("jwt", "jwt, api_key", StringComparison.Ordinal), StringComparison.Ordinal), // weaker in another way
        Base.Replace(B + "\n", "", StringComparison.Ordinal), // removed
        Base.Replace(A + "\n", "", StringComparison.Ordinal), // its neighbor removed
        Base.Replace("GET /b ", "GET /moved ", StringComparison.Ordinal), // moved
        Base.Replace("Shop.B.Get", "Shop.B.Read", StringComparison.Ordinal), // its handler renamed
        Base.Replace("# of c\n", "# of c: reviewed\n", StringComparison.Ordinal), // a comment
    ];

    public static TheoryData<int, int> Pairs => [.. from one in Enumerable.Range(0, Edits.Length) from other in Enumerable.Range(0, Edits.Length) where one != other select (one, other)];

    [Fact]
    public void TheEditsDifferAndCanBeRead()
    {
        Assert.Equal(12, Edits.Distinct().Count());
        Assert.All(Edits.Append(Base), static e => Assert.Empty(SurfaceFile.Parse(e).Problems));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void EveryPairIsRightOrCannotBeRead(int one, int other)
    {
        var folder = Directory.CreateTempSubdirectory("bolt-union-").FullName;
        File.WriteAllText(Path.Combine(folder, "one"), Edits[one]);
        File.WriteAllText(Path.Combine(folder, "base"), Base);
        File.WriteAllText(Path.Combine(folder, "other"), Edits[other]);
        var merged = SurfaceFile.Parse(GitSandbox.Run(folder, "merge-file", "--union", "-p", "one", "base", "other"));
        Directory.Delete(folder, recursive: true);
        if (merged.Problems.Count > 0)
        {
            return;
        }

        var (before, mine, theirs, now) = (Policies(Base), Policies(Edits[one]), Policies(Edits[other]), merged.Entries.ToLookup(static e => e.Line.Key, static e => e.Line.Policy));
        foreach (var key in before.Keys.Union(mine.Keys).Union(theirs.Keys))
        {
            var (was, left, right) = (before.GetValueOrDefault(key), mine.GetValueOrDefault(key), theirs.GetValueOrDefault(key));
            if (left != was && right != was && left != right && left is not null && right is not null)
            {
                Assert.Fail($"Both sides changed {key}, and one of them was taken");
            }

            foreach (var policy in now[key])
            {
                // A line that one side removed may come back: the compiler says that there is no such route.
                Assert.Contains(policy, left == was ? new[] { right ?? was } : right == was ? [left ?? was] : [left, right]);
            }
        }
    }

    private static Dictionary<string, string> Policies(string text) => SurfaceFile.Parse(text).Entries.ToDictionary(static e => e.Line.Key, static e => e.Line.Policy);
}
