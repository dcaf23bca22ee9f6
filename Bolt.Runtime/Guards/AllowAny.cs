namespace Bolt;

/// <summary>Lets everyone in, authenticated or not. On a nearer level it clears what the farther ones ask for.</summary>
public sealed class AllowAny : Guard
{
    /// <inheritdoc />
    public override GuardResult Evaluate(GuardContext context) => GuardResult.Allow;
}
