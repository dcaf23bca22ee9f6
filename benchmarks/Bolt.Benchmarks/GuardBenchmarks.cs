using BenchmarkDotNet.Attributes;

namespace Bolt.Benchmarks;

/// <summary>The built-in guards, called as generated code calls them: through their own type.</summary>
public class GuardBenchmarks
{
    private static readonly IsAuthenticated Authenticated = new();
    private static readonly IsStaff Staff = new();
    private static readonly HasPermission One = new("notes.add");
    private static readonly HasAnyPermission Any = new("notes.delete", "notes.add");
    private static readonly HasAllPermissions All = new("notes.read", "notes.add");
    private static readonly Requires Claim = new("username", "ada");

    private readonly DefaultHttpContext _http = new();
    private AuthContext _auth = null!;

    [GlobalSetup]
    public async Task SetUp()
    {
        var credentials = new Credentials("HS256");
        _http.Request.Headers.Authorization = $"Bearer {credentials.Token}";
        _auth = (await credentials.Backend.AuthenticateAsync(_http)).Auth!;
        if (!IsAuthenticated() || !IsStaff() || !HasPermission() || !HasAnyPermission() || !HasAllPermissions() || !Requires())
        {
            throw new InvalidOperationException("A guard refuses whom it should let pass.");
        }
    }

    [Benchmark]
    public bool IsAuthenticated() => Authenticated.Evaluate(Context).IsAllowed;

    [Benchmark]
    public bool IsStaff() => Staff.Evaluate(Context).IsAllowed;

    [Benchmark]
    public bool HasPermission() => One.Evaluate(Context).IsAllowed;

    [Benchmark]
    public bool HasAnyPermission() => Any.Evaluate(Context).IsAllowed;

    [Benchmark]
    public bool HasAllPermissions() => All.Evaluate(Context).IsAllowed;

    [Benchmark]
    public bool Requires() => Claim.Evaluate(Context).IsAllowed;

    private GuardContext Context => new(_http, _auth, TimeProvider.System);
}
