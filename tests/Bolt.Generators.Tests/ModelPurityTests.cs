using System.Collections;
using System.Reflection;
using Bolt.Generators.Model;
using Bolt.Shared;

namespace Bolt.Generators.Tests;

/// <summary>A symbol in a model would keep a whole compilation alive and defeat the cache.</summary>
public sealed class ModelPurityTests
{
    [Fact]
    public void NothingOfRoslynIsReachableFromAModel()
    {
        var driver = BoltDriver.Run(
            """
            namespace Shop;
            public sealed record Body(int A);
            public interface IDb;
            public sealed record Query(int[] Ids, AuthContext? Auth);
            public sealed class Bound { public static ValueTask<Bound?> BindAsync(HttpContext http) => default; }
            public sealed class Api(IDb db)
            {
                [BoltPost("/a/{id}", Name = "n", Summary = "s", Tags = ["t"], Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
                [HasPermission("x")]
                public Ok<Body> A(int id, Body body, string? q = "d") => TypedResults.Ok(body with { A = db.GetHashCode() });

                [BoltPost("/b", Guards = [typeof(IsStaff)])]
                public static string B([AsParameters] Query query, Bound bound, IFormFile file) => "";
            }
            """);

        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var value in driver.Result.TrackedSteps
            .Where(static s => s.Key is TrackingNames.Routes or TrackingNames.RoutesByType or TrackingNames.RouteTable or TrackingNames.CompilationFacts or TrackingNames.Modules)
            .SelectMany(static s => s.Value).SelectMany(static s => s.Outputs).Select(static o => o.Value))
        {
            Walk(value, seen, value?.GetType().Name ?? "null");
        }

        Assert.Contains(seen, static o => o is ParameterModel);
        Assert.Contains(seen, static o => o is GuardModel);
        Assert.Contains(seen, static o => o is MemberModel);
        Assert.Contains(seen, static o => o is BindMethodModel);
    }

    [Fact]
    public void ArraysCompareByElements()
    {
        EquatableArray<string> one = new(["a", "b"]), same = new(["a", "b"]), other = new(["a", "c"]);
        Assert.Equal(one, same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(one, other);
        Assert.Equal(default, new EquatableArray<string>([]));
    }

    private static void Walk(object? value, HashSet<object> seen, string path)
    {
        if (value is null || (!value.GetType().IsValueType && !seen.Add(value)))
        {
            return;
        }

        var type = value.GetType();
        Assert.False(type.Assembly.GetName().Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal), $"{path} is a {type}");
        if (type.IsPrimitive || type.IsEnum || value is string)
        {
            return;
        }

        if (value is IEnumerable items)
        {
            foreach (var item in items)
            {
                Walk(item, seen, path + "[]");
            }

            return;
        }

        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            Walk(field.GetValue(value), seen, path + "." + field.Name);
        }
    }
}
