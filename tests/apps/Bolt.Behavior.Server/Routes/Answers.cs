using System.Diagnostics.CodeAnalysis;

namespace Bolt.Behavior.Server;

/// <summary>Refusals of every kind, and requests that do not fit. A handler that ran says so in <c>/control/calls/ran</c>.</summary>
[BoltGroup("/answers")]
internal static class Answers
{
    [BoltGet("/page", Auth = [typeof(ApiKeyAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Page(int page, Calls calls) => Ran(calls) + page;

    [BoltPost("/note", Auth = [typeof(ApiKeyAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static Note Add(Note note, Calls calls) => note with { Text = Ran(calls) + note.Text };

    [BoltPost("/guard", Auth = [typeof(ScriptedA)], Guards = [typeof(ScriptedGuard)])]
    public static string Guarded(Calls calls) => Ran(calls);

    [BoltPost("/guards", Auth = [typeof(ScriptedA), typeof(ScriptedB)], Guards = [typeof(IsAuthenticated), typeof(ScriptedAsyncGuard), typeof(ScriptedGuard)])]
    public static string ThreeGuards(Calls calls, Note note) => Ran(calls) + note.Id;

#pragma warning disable BOLT1001 // what an unguarded route does when the rule is silenced
    [BoltPost("/unguarded", Auth = [typeof(ScriptedA)])]
    public static string Unguarded(Calls calls) => Ran(calls);
#pragma warning restore BOLT1001

    [BoltPost("/handler-throws", Auth = [typeof(ScriptedA)], Guards = [typeof(IsAuthenticated)])]
    public static string Throws(Calls calls) => throw new InvalidOperationException(Ran(calls));

    [BoltGet("/untrimmed", Guards = [typeof(AllowAny)])]
    [RequiresUnreferencedCode("It says so.")]
    [RequiresDynamicCode("It says so.")]
    public static string Untrimmed() => "untrimmed";

    private static string Ran(Calls calls)
    {
        calls.Count("ran");
        return "ran";
    }
}
