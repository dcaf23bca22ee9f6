using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Jwt.Fuzz;

/// <summary>
/// Bolt against JsonWebTokenHandler, configured alike: Bolt never accepts what the handler refuses, and where it refuses what the handler accepts, <see cref="Strictness"/> knows why.
/// </summary>
public static class Fuzzer
{
    private const string Issuer = "https://issuer.example";
    private const string Audience = "api";

    public static FuzzReport Run(long count, int seed)
    {
        var random = new Random(seed);
        var mutator = new TokenMutator(random);
        var report = new FuzzReport();
        var subjects = Array.ConvertAll(FuzzKey.All, static key => new Subject(key));
        for (long i = 0; i < count; i++)
        {
            // Keys that sign slowly come up seldom.
            var subject = subjects[random.Next(200) switch { < 150 => 0, < 180 => 1, < 196 => 2, < 198 => 3, _ => 4 }];
            var token = mutator.Next(subject.Key);
            Judge(subject, token, report, $"seed {seed} case {i}");
        }

        return report;
    }

    private static void Judge(Subject subject, string token, FuzzReport report, string where)
    {
        // White space around a header's value is not part of it (RFC 9110 §5.5), nor are the spaces after the scheme part of the token.
        token = token.TrimStart(' ').TrimEnd(' ', '\t');
        AuthenticationOutcome ours;
        try
        {
            ours = subject.Ask(token);
        }
        catch (Exception e)
        {
            report.AddFault($"{where}: {e.GetType().Name}: {e.Message} {token}");
            return;
        }

        var theirs = subject.AskOracle(token);
        if (ours.Succeeded && theirs)
        {
            report.BothAccept++;
            ReadAll(ours.Auth!, report, where, token);
        }
        else if (ours.Succeeded)
        {
            report.AddFault($"{where}: accepted here alone: {token}");
        }
        else if (!theirs)
        {
            report.BothRefuse++;
        }
        else if (Strictness.Explain(token, subject.Key) is { } reason)
        {
            report.AddStricter(reason);
        }
        else
        {
            report.AddFault($"{where}: refused here alone, {ours.FailureReason}: {token}");
        }
    }

    /// <summary>What is read later must not fail either.</summary>
    private static void ReadAll(AuthContext auth, FuzzReport report, string where, string token)
    {
        try
        {
            var oracle = new JsonWebToken(token);
            if (auth.UserId != (oracle.Subject ?? "") || (auth.TokenId ?? "") != (oracle.Id ?? "") || auth.Claims.Count == 0 || auth.Principal.FindFirst("sub") is null || auth.ExpiresAt is null)
            {
                report.AddFault($"{where}: read otherwise: {token}");
            }
        }
        catch (Exception e)
        {
            report.AddFault($"{where}: {e.GetType().Name} while reading: {token}");
        }
    }

    private sealed class Subject
    {
        private readonly JwtAuthentication _backend;
        private readonly JsonWebTokenHandler _handler = new();
        private readonly TokenValidationParameters _parameters;
        private readonly DefaultHttpContext _http = new();

        public Subject(FuzzKey key)
        {
            Key = key;
            var services = new ServiceCollection();
            services.AddBolt().AddJwt(options =>
            {
                options.Keys.Add(key.Key);
                options.Algorithms.Add(key.Algorithm);
                options.Issuers.Add(Issuer);
                options.Audiences.Add(Audience);
            });
            _backend = services.BuildServiceProvider().GetRequiredService<JwtAuthentication>();
            _parameters = new TokenValidationParameters
            {
                IssuerSigningKey = key.Key,
                ValidAlgorithms = [key.Algorithm],
                ValidIssuer = Issuer,
                ValidAudience = Audience,
                IgnoreTrailingSlashWhenValidatingAudience = false,
                ClockSkew = TimeSpan.FromSeconds(30),
            };
        }

        public FuzzKey Key { get; }

        public AuthenticationOutcome Ask(string token)
        {
            _http.Request.Headers.Authorization = "Bearer " + token;
            var outcome = _backend.AuthenticateAsync(_http);
            return outcome.IsCompletedSuccessfully ? outcome.Result : throw new InvalidOperationException("not synchronous");
        }

        public bool AskOracle(string token) => _handler.ValidateTokenAsync(token, _parameters).GetAwaiter().GetResult().IsValid;
    }
}
