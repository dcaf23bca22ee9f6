using System.Globalization;
using System.Text;

namespace Bolt.Conformance;

/// <summary>
/// What callers did at once and what the store said. A store holds where there is an order of all calls in which a model says the same, and in which no call comes behind one that began
/// after it had ended.
/// </summary>
internal sealed class ParallelHistory(ParallelModel start, IReadOnlyList<ParallelHistory.Call> calls)
{
    public IReadOnlyList<Call> Calls => calls;

    /// <param name="Caller">Whose.</param>
    /// <param name="Step">What was asked.</param>
    /// <param name="Began">When, by a counter of all.</param>
    /// <param name="Ended">When it was answered.</param>
    /// <param name="Said">What the store said.</param>
    public sealed record Call(int Caller, ParallelStep Step, int Began, int Ended, string Said);

    public bool HasOrder() => HasOrder(int.MaxValue);

    /// <summary>The history up to the first answer that no order explains. What was under way then may have been done, or not yet.</summary>
    public string ShortestWithoutOrder()
    {
        var end = calls.Select(static c => c.Ended).Order().First(end => !HasOrder(end));
        var text = new StringBuilder($"it began as {start}");
        foreach (var call in calls.Where(c => c.Began < end).OrderBy(static c => c.Began))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  {call.Began,3} to {(call.Ended <= end ? call.Ended.ToString(CultureInfo.InvariantCulture) : "…"),3}  caller {call.Caller}: {call.Step}");
            text.Append(call.Ended <= end ? $": {call.Said}" : "");
        }

        return text.ToString();
    }

    private bool HasOrder(int end)
    {
        var begun = calls.Where(c => c.Began < end).ToArray();
        var seen = new HashSet<(int Done, string State)>();
        return Explains(start, 0);

        bool Explains(ParallelModel model, int done)
        {
            var first = int.MaxValue;
            for (var i = 0; i < begun.Length; i++)
            {
                if ((done & (1 << i)) == 0 && begun[i].Ended <= end)
                {
                    first = Math.Min(first, begun[i].Ended);
                }
            }

            // Whatever is left had no answer yet.
            if (first == int.MaxValue)
            {
                return true;
            }

            if (!seen.Add((done, model.ToString())))
            {
                return false;
            }

            for (var i = 0; i < begun.Length; i++)
            {
                if ((done & (1 << i)) == 0 && begun[i].Began < first)
                {
                    var next = model.Clone();
                    var said = begun[i].Step.Run(next);
                    if ((said == begun[i].Said || begun[i].Ended > end) && Explains(next, done | (1 << i)))
                    {
                        return true;
                    }
                }
            }

            return false;
        }
    }
}
