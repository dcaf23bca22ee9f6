using Bolt.Shared;
using Microsoft.AspNetCore.Routing.Patterns;
using Parsed = Bolt.Shared.RoutePattern;

namespace Bolt.Analyzers.Tests;

/// <summary>Generator and rules read a pattern as the router does. ASP.NET Core's own parser is the judge.</summary>
public class RoutePatternTests
{
    private static readonly string[] Parts =
    [
        "/", "a", "{id}", "{id?}", "{ID:int}", "{*rest}", "{**rest}", "{b=1}", "{b=1?}", "{*c?}", "{", "}", "{{", "}}", "?", ".", "{}", "{a/b}", "~", "~/", "{ }", "{a*}", "{*}", "{**}", "{?}", "-",
        @"{r:regex(^\d{{2}}$)}", "{x:min(1)?}", "{e:regex(a=b)}", "{e:regex(a:b)}", "{e:regex(a=b):int}", "{e:regex(a=b):min(1)=5}", "{e:regex((a)(b))=c}", "{e:regex(a=b=2}", "{f:int=5}", "{f:int=}", "{f=}", "{f=?}",
        "{g:int:min(1):max(9)?}", "{g::int:}", "{:h}", "{=h}", "{i(:int)}", "{i(=1}", "{j:k(}", "{j:k(l=m}", "{j:k(l:m}", "{naïve}", "größe", "{größe:alpha}", "{日本=語}", "{*n=a/b}", "{**o:regex(.*)}", "{p:q)}",
    ];

    /// <summary>What a parameter may be made of.</summary>
    private static readonly string[] Pieces = ["*", "id", "i", ":", ":", "=", "(", ")", "?", "{{", "}}", "int", "/", "é", " "];

    public static TheoryData<string> Written => new(
        "",
        "/",
        "~/a/{id}",
        "~a",
        "a/{id:regex(^\\d{{4}}-\\d{{2}}$)}/{**rest}",
        "/{id:regex(a=b)}",
        "/{id:regex(a=b)?}",
        "/{id:regex(a:b):length(1,2)=c}",
        "/{{literal}}/{id}",
        "/{file}.{ext?}",
        "/{a}-{b}.{c?}",
        "/{a}{b}",
        "/{a?}/{b?}",
        "/x{*rest}",
        "/größe/{größe:alpha=mittel}",
        "//");

    [Theory]
    [MemberData(nameof(Written))]
    public void ForWrittenPattern_AgreesWithTheRouter(string pattern) => Compare(pattern);

    [Fact]
    public void ForRandomPattern_AgreesWithTheRouter()
    {
        var random = new Random(2026);
        for (var i = 0; i < 20_000; i++)
        {
            Compare((random.Next(4) == 0 ? "" : "/") + string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Parts[random.Next(Parts.Length)])));
        }
    }

    [Fact]
    public void ForRandomParameter_AgreesWithTheRouter()
    {
        var random = new Random(2027);
        for (var i = 0; i < 20_000; i++)
        {
            Compare("/a/{" + string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => Pieces[random.Next(Pieces.Length)])) + "}");
        }
    }

    [Theory]
    [InlineData("/{id:int}", "/{number:int}/")]
    [InlineData("/A/{*rest}", "/a/{**all}")]
    [InlineData("/{a}.{b?}", "/{c}.{d?}")]
    [InlineData("/x/{id:regex(a=b)}", "/X/{ID:regex(a=b)}")]
    public void KeysOfOnePlace_AreEqual(string one, string other)
    {
        Assert.Equal(Parsed.Parse(one).MatchKey, Parsed.Parse(other).MatchKey);
        Assert.Equal(Parsed.Parse(one).AmbiguityKey, Parsed.Parse(other).AmbiguityKey);
    }

    /// <summary>Two places in <c>BoltSurface.txt</c>, and the router prefers neither.</summary>
    [Theory]
    [InlineData("/a/{id}", "/a/{id?}")]
    [InlineData("/a/{id?}", "/a/{id=1}")]
    [InlineData("/{a}.{b}", "/{a}.{b?}")]
    [InlineData("/{*path}", "/{*path=x}")]
    [InlineData("/{id:int:min(1)}", "/{id:Min(1):INT=7}")]
    public void KeysOfAmbiguousPatterns_AreEqual(string one, string other)
    {
        Assert.NotEqual(Parsed.Parse(one).MatchKey, Parsed.Parse(other).MatchKey);
        Assert.Equal(Parsed.Parse(one).AmbiguityKey, Parsed.Parse(other).AmbiguityKey);
    }

    [Theory]
    [InlineData("/{id:int}", "/{id}")]
    [InlineData("/{id}", "/{*id}")]
    [InlineData("/{id:regex(a)}", "/{id:regex(A)}")]
    [InlineData("/{a}-{b}", "/{a}.{b}")]
    [InlineData("/a/{id?}", "/a")]
    public void KeysOfOtherPatterns_Differ(string one, string other)
    {
        Assert.NotEqual(Parsed.Parse(one).MatchKey, Parsed.Parse(other).MatchKey);
        Assert.NotEqual(Parsed.Parse(one).AmbiguityKey, Parsed.Parse(other).AmbiguityKey);
    }

    private static void Compare(string pattern)
    {
        var own = Parsed.Parse(pattern);
        Microsoft.AspNetCore.Routing.Patterns.RoutePattern? routers = null;
        try
        {
            routers = RoutePatternFactory.Parse(pattern);
        }
        catch (RoutePatternException)
        {
        }

        Assert.True(routers is null == own.Problem is not null, $"{pattern}: the router says {(routers is null ? "invalid" : "valid")}, Bolt says {own.Problem ?? "valid"}");
        if (routers is null)
        {
            Assert.Empty(own.Parameters);
            return;
        }

        Assert.Equal(
            routers.Parameters.Select(static p => Show(p.Name, p.IsOptional, p.IsCatchAll, p.Default as string, p.ParameterPolicies.Select(static c => c.Content!))),
            own.Parameters.Select(static p => Show(p.Name, p.IsOptional, p.IsCatchAll, p.Default, p.Constraints)));
        Assert.All(own.Parameters, p =>
        {
            Assert.Equal(p.Name, pattern.Substring(p.NameSpan.Start, p.NameSpan.Length));
            Assert.Equal("{}", $"{pattern[p.Span.Start]}{pattern[p.Span.End - 1]}");
        });
    }

    private static string Show(string name, bool isOptional, bool isCatchAll, string? @default, IEnumerable<string> constraints) =>
        $"{name} optional={isOptional} catch-all={isCatchAll} default={@default ?? "none"} constraints={string.Join(" ", constraints)}";
}
