namespace Bolt;

/// <summary>Lets everyone in, authenticated or not. On an inner level it clears the guards of outer levels.</summary>
public sealed class AllowAny : Guard
{
    /// <inheritdoc />
    public override GuardResult Evaluate(GuardContext context) => GuardResult.Allow;
}
