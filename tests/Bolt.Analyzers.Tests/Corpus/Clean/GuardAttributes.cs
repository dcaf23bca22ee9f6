namespace Clean.GuardAttributes;

/// <summary>Guards of the user's own, with every kind of argument an attribute takes.</summary>
public enum Shift
{
    Day,
    Night,
}

public interface IArea;

public sealed class Kitchen : IArea;

public sealed class Cellar : IArea;

public sealed class In<TArea> : Guard
    where TArea : IArea
{
    public bool Alone { get; set; }

    public override GuardResult Evaluate(GuardContext context) => typeof(TArea) == typeof(Kitchen) && !Alone ? GuardResult.Allow : GuardResult.Forbidden("elsewhere");
}

[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class During(Shift shift, params int[] hours) : Guard
{
    public override GuardResult Evaluate(GuardContext context) => shift == Shift.Day || hours.Length == 0 ? GuardResult.Allow : GuardResult.Forbidden("closed");
}

public sealed class From(Type area, string note = "none") : AsyncGuard
{
    public string? Reason { get; init; }

    public override ValueTask<GuardResult> EvaluateAsync(GuardContext context) => new(area.Name == note ? GuardResult.Allow : GuardResult.Forbidden(Reason ?? note));
}

public sealed class LimitAttribute(double share, char unit = '%', byte level = 1, long most = long.MaxValue) : Guard
{
    public override GuardResult Evaluate(GuardContext context) => share * level < most && unit == '%' ? GuardResult.Allow : GuardResult.Forbidden("too much");
}

public abstract class Named(string name) : Guard
{
    public override GuardResult Evaluate(GuardContext context) => context.Auth?.UserId == name ? GuardResult.Allow : GuardResult.Forbidden("somebody else");
}

public sealed class Ada() : Named("ada");

public sealed class Bert : Named
{
    public Bert()
        : base("bert")
    {
    }
}

[During(Shift.Day)]
[BoltGroup("/work", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
public static class Work
{
    [BoltGet("/a"), In<Kitchen>]
    public static string Generic() => "a";

    [BoltGet("/b"), In<Cellar>(Alone = true)]
    public static string GenericNamed() => "b";

    [BoltGet("/c", Guards = [typeof(In<Kitchen>)])]
    public static string GenericListed() => "c";

    [BoltGet("/d"), During(Shift.Night, 22, 23, 0)]
    public static string Params() => "d";

    [BoltGet("/e"), During(Shift.Night, hours: [1, 2])]
    public static string ParamsArray() => "e";

    [BoltGet("/f"), During(hours: new[] { 3 }, shift: (Shift)1)]
    public static string Swapped() => "f";

    [BoltGet("/g"), During(Shift.Day, 9), During(Shift.Night, 21)]
    public static string Twice() => "g";

    [BoltGet("/h"), From(typeof(Kitchen))]
    public static string TypeArgument() => "h";

    [BoltGet("/i"), From(typeof(IArea), note: nameof(IArea), Reason = "only \"there\"\n")]
    public static string Text() => "i";

    [BoltGet("/j"), From(typeof(List<int>), Reason = null)]
    public static string OpenType() => "j";

    [BoltGet("/k"), Limit(0.5)]
    public static string Suffix() => "k";

    [BoltGet("/l"), LimitAttribute(1e-3, '‰', level: 2, most: -1)]
    public static string SuffixWritten() => "l";

    [BoltGet("/m", Guards = [typeof(Ada)])]
    public static string OfBase() => "m";

    [BoltGet("/n"), Bert]
    public static string OfBaseAttribute() => "n";

    [BoltGet("/o", Guards = [typeof(Ada), typeof(Bert), typeof(IsStaff)]), During(Shift.Day)]
    public static string Many() => "o";

    [BoltGet("/p"), Requires("team", "a", "b", Match = ClaimMatch.All), Requires("banned", "yes", Match = ClaimMatch.None)]
    public static string Claims() => "p";

    [BoltGet("/q/{id:int}"), From(typeof(Cellar))]
    public static string Object(int id) => id.ToString();
}
