# Rendered by loopspec from spec/policies/policy.yaml; do not edit, change the source and run `loopspec render`.
"""policies: policy."""


def test_it_is_a_policy(scenario):
    """The function get_event_loop_policy returns an instance of AbstractEventLoopPolicy."""
    aio = scenario.aio

    scenario.check_type('get_event_loop_policy()', aio.get_event_loop_policy(), aio.AbstractEventLoopPolicy)
    scenario.expect([])


def test_makes_loops(scenario):
    """The method new_event_loop of the policy makes a loop."""
    aio = scenario.aio

    made = aio.get_event_loop_policy().new_event_loop()
    scenario.check_type('made', made, aio.AbstractEventLoop)
    made.close()
    scenario.expect([])


def test_has_the_loop_that_was_set(scenario):
    """The method get_event_loop of the policy returns the loop that was set by the policy or by the function."""
    aio = scenario.aio

    loop = scenario.open_loop()
    other = scenario.open_loop()
    aio.get_event_loop_policy().set_event_loop(loop)
    scenario.check_is('get_event_loop_policy().get_event_loop()', aio.get_event_loop_policy().get_event_loop(), loop)
    scenario.check_is('get_event_loop()', aio.get_event_loop(), loop)
    aio.set_event_loop(other)
    scenario.check_is('get_event_loop_policy().get_event_loop()', aio.get_event_loop_policy().get_event_loop(), other)
    aio.set_event_loop(None)
    scenario.expect([])


def test_set_and_got(scenario):
    """The function get_event_loop_policy returns the policy that was set."""
    aio = scenario.aio

    policy = aio.DefaultEventLoopPolicy()
    aio.set_event_loop_policy(policy)
    scenario.check_is('get_event_loop_policy()', aio.get_event_loop_policy(), policy)
    aio.set_event_loop_policy(None)
    scenario.expect([])


def test_none_restores_the_default_one(scenario):
    """A policy of None brings the default policy back."""
    aio = scenario.aio

    policy = aio.DefaultEventLoopPolicy()
    aio.set_event_loop_policy(policy)
    aio.set_event_loop_policy(None)
    scenario.check_type('get_event_loop_policy()', aio.get_event_loop_policy(), aio.DefaultEventLoopPolicy)
    scenario.check_is('get_event_loop_policy() is policy', aio.get_event_loop_policy() is policy, False)
    scenario.expect([])


def test_deprecated__name_get_event_loop_policy(scenario):
    """The functions get_event_loop_policy and set_event_loop_policy warn with DeprecationWarning."""
    aio, tools = scenario.aio, scenario.tools

    arguments = {'get_event_loop_policy': [], 'set_event_loop_policy': [None]}
    with tools.caught_warnings() as names:
        aio.get_event_loop_policy(*arguments['get_event_loop_policy'])
    scenario.check_is("'DeprecationWarning' in names", 'DeprecationWarning' in names, True)
    scenario.expect([])


def test_deprecated__name_set_event_loop_policy(scenario):
    """The functions get_event_loop_policy and set_event_loop_policy warn with DeprecationWarning."""
    aio, tools = scenario.aio, scenario.tools

    arguments = {'get_event_loop_policy': [], 'set_event_loop_policy': [None]}
    with tools.caught_warnings() as names:
        aio.set_event_loop_policy(*arguments['set_event_loop_policy'])
    scenario.check_is("'DeprecationWarning' in names", 'DeprecationWarning' in names, True)
    scenario.expect([])


def test_default_policy_without_a_loop(scenario):
    """The default policy raises RuntimeError where no loop was set in the main thread."""
    aio = scenario.aio

    with scenario.raises('program', RuntimeError):
        aio.DefaultEventLoopPolicy().get_event_loop()
    scenario.expect([('program', 'raises RuntimeError')])


def test_default_policy_makes_a_loop(scenario):
    """The default policy makes a loop where none was set in the main thread, and gives the same one afterwards."""
    aio, tools = scenario.aio, scenario.tools

    policy = aio.DefaultEventLoopPolicy()
    with tools.caught_warnings():
        made = policy.get_event_loop()
    scenario.check_type('made', made, aio.AbstractEventLoop)
    scenario.check_is('policy.get_event_loop()', policy.get_event_loop(), made)
    made.close()
    scenario.expect([])


def test_default_policy_warns_of_the_loop_that_it_makes(scenario):
    """The default policy warns with DeprecationWarning where it makes a loop because none was set."""
    aio, tools = scenario.aio, scenario.tools

    policy = aio.DefaultEventLoopPolicy()
    with tools.caught_warnings() as names:
        made = policy.get_event_loop()
    scenario.check('names', names, ['DeprecationWarning'])
    made.close()
    scenario.expect([])


def test_no_policy_at_all(scenario):
    """The function set_event_loop_policy refuses an object that is no policy with TypeError, and the policy stays."""
    aio, tools = scenario.aio, scenario.tools

    with tools.caught_warnings():
        policy = aio.get_event_loop_policy()
        with scenario.raises('program', TypeError):
            aio.set_event_loop_policy(5)
        scenario.check_is('get_event_loop_policy()', aio.get_event_loop_policy(), policy)
    scenario.expect([('program', 'raises TypeError')])


def test_deprecated_class__name_abstracteventlooppolicy(scenario):
    """The class AbstractEventLoopPolicy of policies warns with DeprecationWarning where it is looked up."""
    aio, tools = scenario.aio, scenario.tools

    with tools.caught_warnings() as names:
        tools.class_name(aio.AbstractEventLoopPolicy)
    scenario.check_is("'DeprecationWarning' in names", 'DeprecationWarning' in names, True)
    scenario.expect([])


def test_deprecated_class__name_defaulteventlooppolicy(scenario):
    """The class DefaultEventLoopPolicy of policies warns with DeprecationWarning where it is looked up."""
    aio, tools = scenario.aio, scenario.tools

    with tools.caught_warnings() as names:
        tools.class_name(aio.DefaultEventLoopPolicy)
    scenario.check_is("'DeprecationWarning' in names", 'DeprecationWarning' in names, True)
    scenario.expect([])
